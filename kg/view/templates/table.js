/* The same selection as a table: one row to an event, one to a fact. */

const ROWS_AT_ONCE = 200;

const tableColumns = () => [
  { title: t('column.when'), value: (row) => row.when, sort: (row) => row.date || '9999' },
  { title: t('column.who'), value: (row) => row.who.map((node) => node.label).join(', ') },
  { title: t('column.what'), value: (row) => row.what },
  { title: t('column.whom'), value: (row) => row.whom.map((node) => node.label).join(', ') },
  { title: t('column.told'), value: (row) => t(`status.${row.status}`), ours: true },
  { title: t('column.articles'), value: (row) => grouped(row.articles), sort: (row) => -row.articles },
];

function makeTable(model, host, on) {
  const columns = tableColumns();
  let sorted = 0;
  let order = 1;
  let limit = ROWS_AT_ONCE;
  let selection = { nodes: [], links: [] };

  const eventRow = (event) => ({
    pick: { node: event }, date: event.begin, when: shortWhen(event), who: event.who,
    what: event.what, whom: event.whom, status: event.status, articles: event.articles,
  });

  const factRow = (link) => ({
    pick: { link }, date: null, when: '', who: [link.subject], what: link.label,
    whom: [link.object], status: link.status, articles: link.articles,
  });

  const rowsOf = ({ nodes, links }) => [
    ...nodes.filter((node) => node.isEvent).map(eventRow),
    ...links.filter((link) => !link.event && !link.isBundle).map(factRow),
  ];

  function inOrder(found) {
    const { value, sort } = columns[sorted];
    const key = sort || value;
    const compare = (one, two) => (typeof one === 'number' ? one - two : one.localeCompare(two, 'en'));
    return found.sort((one, two) => order * compare(key(one), key(two)));
  }

  function header(column, at) {
    const direction = at !== sorted ? 'none' : order > 0 ? 'ascending' : 'descending';
    return element('th', { scope: 'col', 'aria-sort': direction },
      button(column.title, () => {
        order = at === sorted ? -order : 1;
        sorted = at;
        render();
        host.querySelectorAll('th button')[at].focus();
      }));
  }

  function line(row) {
    const made = element('tr', { class: `is-${row.status}` }, columns.map((column, at) => {
      const text = column.value(row);
      return element('td', { 'data-title': column.title }, at === 2
        ? button(said(text), () => on.pick(row.pick), { class: 'thing' })
        : column.ours ? text : said(text));
    }));
    made.pick = row.pick;
    return made;
  }

  function render() {
    const found = inOrder(rowsOf(selection));
    const left = found.length - limit;
    host.replaceChildren(
      element('table', {},
        element('caption', {}, count('table.rows', found.length)),
        element('thead', {}, element('tr', {}, columns.map(header))),
        element('tbody', {}, found.slice(0, limit).map(line))),
      left > 0 ? button(t('more.of', grouped(Math.min(left, ROWS_AT_ONCE)), grouped(left)), () => {
        limit += ROWS_AT_ONCE;
        render();
      }, { class: 'more' }) : '',
    );
  }

  return {
    /* What is in the table, in its order: a list of values to a row, the names of columns first. */
    rows: () => [columns.map((column) => column.title),
      ...inOrder(rowsOf(selection)).map((row) => columns.map((column) => column.value(row)))],
    light(picked) {
      for (const line of host.querySelectorAll('tbody tr')) line.classList.toggle('is-picked', belongs(line.pick, picked));
    },
    show(next, picked = {}) {
      selection = next;
      limit = ROWS_AT_ONCE;
      render();
      this.light(picked);
    },
  };
}

/* Whether a row is what is picked, or tells of it. */
function belongs({ node, link }, picked) {
  if (picked.link) return link === picked.link || (node && node === picked.link.event);
  if (picked.pair) return Boolean(node) && isBetween(node, picked.pair);
  if (!picked.node) return false;
  if (node) return node === picked.node || node.who.includes(picked.node) || node.whom.includes(picked.node);
  return link.subject === picked.node || link.object === picked.node;
}
