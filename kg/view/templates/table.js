/* The same selection as a table: one row to an event, one to a fact. */

const ROWS_AT_ONCE = 200;

const TABLE_COLUMNS = [
  { title: 'When', value: (row) => row.when, sort: (row) => row.date || '9999' },
  { title: 'Who', value: (row) => row.who.map((node) => node.label).join(', ') },
  { title: 'What', value: (row) => row.what },
  { title: 'To whom, of what', value: (row) => row.whom.map((node) => node.label).join(', ') },
  { title: 'Told as', value: (row) => STATUS_WORDS[row.status], ours: true },
  { title: 'Articles', value: (row) => grouped(row.articles), sort: (row) => -row.articles },
];

function makeTable(model, host, on) {
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
    ...links.filter((link) => !link.event).map(factRow),
  ];

  function inOrder(found) {
    const { value, sort } = TABLE_COLUMNS[sorted];
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
    return element('tr', { class: `is-${row.status}` }, TABLE_COLUMNS.map((column, at) => {
      const text = column.value(row);
      return element('td', { 'data-title': column.title }, at === 2
        ? button(said(text), () => on.pick(row.pick), { class: 'thing' })
        : column.ours ? text : said(text));
    }));
  }

  function render() {
    const found = inOrder(rowsOf(selection));
    const left = found.length - limit;
    host.replaceChildren(
      element('table', {},
        element('caption', {}, `${count(found.length, 'event or fact', 'events and facts')} in this selection`),
        element('thead', {}, element('tr', {}, TABLE_COLUMNS.map(header))),
        element('tbody', {}, found.slice(0, limit).map(line))),
      left > 0 ? button(`Show ${grouped(Math.min(left, ROWS_AT_ONCE))} more of ${grouped(left)}`, () => {
        limit += ROWS_AT_ONCE;
        render();
      }, { class: 'more' }) : '',
    );
  }

  return {
    show(next) {
      selection = next;
      limit = ROWS_AT_ONCE;
      render();
    },
  };
}
