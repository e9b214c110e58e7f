/* Filters that are the legend as well: each box shows the shape, colour or line it stands for. */

const SOURCES_AT_ONCE = 8;

function makeFilters(model, choice, on) {
  const host = byId('filters');
  const { events } = model;

  const tallies = (items, key) => {
    const found = new Map();
    for (const item of items) found.set(key(item), (found.get(key(item)) || 0) + 1);
    return found;
  };

  const row = (input, sign, words, number) => element('label', { class: 'filter' }, input, sign,
    element('span', { class: 'words' }, words),
    number === undefined ? null : element('span', { class: 'tally' }, grouped(number)));

  /* A box for one value of a set of the choice. */
  function box({ set, value, sign = null, words, number }) {
    const input = element('input', { type: 'checkbox', onchange: () => {
      if (input.checked) choice[set].add(value);
      else choice[set].delete(value);
      on.change();
    } });
    input.checked = choice[set].has(value);
    return row(input, sign, words, number);
  }

  /* A box for something that the choice has or has not. */
  function toggle(name, words, number, sign = null) {
    const input = element('input', { type: 'checkbox', onchange: () => {
      choice[name] = input.checked;
      on.change();
    } });
    input.checked = choice[name];
    return row(input, sign, words, number);
  }

  const group = (title, ...content) =>
    element('fieldset', {}, element('legend', {}, title), content);

  function kindBoxes() {
    const counts = new Map([...model.ofKind].map(([kind, nodes]) => [kind, nodes.length]));
    const order = [...KINDS, ...counts.keys()].filter((kind, at, all) =>
      counts.has(kind) && all.indexOf(kind) === at);
    return order.map((kind) => box({
      set: 'kinds', value: kind, words: kindsWord(kind), number: counts.get(kind),
      sign: swatch(kind, kind === 'event' ? 'neutral' : KINDS.includes(kind) ? kind : 'other'),
    }));
  }

  function statusBoxes() {
    const counts = tallies(events, (event) => event.status);
    for (let link = 0; link < model.linkCount; link += 1) {
      const status = model.linkStatus(link);
      if (model.linkEvent[link] < 0) counts.set(status, (counts.get(status) || 0) + 1);
    }
    return [
      STATUSES.map((status) => box({
        set: 'statuses', value: status, words: t(`status.${status}`), number: counts.get(status) || 0,
        sign: element('span', { class: `line is-${status}`, 'aria-hidden': 'true' }),
      })),
      model.conflicts.length ? toggle('disputed', t('filter.disputed'), model.conflicts.length,
        element('span', { class: 'unequal', 'aria-hidden': 'true' }, '≠')) : null,
    ];
  }

  function typeGroups() {
    const ofQuad = groupedBy(events, (event) => event.quad);
    return [...QUADS, 'other'].map((quad) => {
      const counts = tallies(ofQuad.get(quad) || NONE, (event) => event.root);
      if (!counts.size) return null;
      return element('div', { class: 'quad' },
        element('h2', {}, swatch('event', quad), t(`quad.${quad}`)),
        [...counts.keys()].sort().map((root) => box({
          set: 'roots', value: root, words: rootWord(root), number: counts.get(root),
        })));
    }).filter(Boolean);
  }

  function contextBoxes() {
    const counts = tallies(events.flatMap((event) => contextsOf(event)), (context) => context);
    return [...counts.keys()].sort((one, two) => (one === '') - (two === '') || (contextWord(one) < contextWord(two) ? -1 : 1))
      .map((context) => box({ set: 'contexts', value: context, words: contextWord(context), number: counts.get(context) }));
  }

  /* A day as text that the reader may change; the brush shows it too. */
  function dayField(name) {
    const input = element('input', { type: 'date', onchange: () => {
      choice[name] = input.value || null;
      on.change();
    } });
    input.value = choice[name] || '';
    return element('label', { class: 'day' }, element('span', {}, t(`filter.${name}`)), input);
  }

  function dateBoxes() {
    const undated = events.filter((event) => !dateParts(event.begin)).length;
    return [dayField('since'), dayField('until'),
      undated ? toggle('undated', t('filter.undated'), undated) : null];
  }

  const sourceBox = ([name, number]) =>
    box({ set: 'sources', value: name, words: name ? said(name) : t('filter.unnamed'), number });

  function sourceBoxes() {
    const all = model.publishers;
    const host_ = element('div', {}, all.slice(0, SOURCES_AT_ONCE).map(sourceBox));
    if (all.length <= SOURCES_AT_ONCE) return host_;
    const more = button(t('show.all', grouped(all.length)), () => {
      host_.append(...all.slice(SOURCES_AT_ONCE).map(sourceBox));
      more.remove();
    }, { class: 'more' });
    return [host_, more];
  }

  const certaintyBoxes = () => CERTAINTIES.map((certainty) =>
    box({ set: 'certainties', value: certainty, words: capital(t(`certainty.${certainty}`)) }));

  /*
   * A part that is folded is filled when it is opened, or when the page rests: two fields for
   * days take as long to make as all boxes.
   */
  function foldedPart(title, content, attributes) {
    const inside = element('fieldset', { 'aria-label': title });
    const fill = () => { if (!inside.hasChildNodes()) inside.append(...[content()].flat(Infinity).filter(Boolean)); };
    if (attributes.open) fill();
    else later(fill);
    return element('details', attributes, element('summary', { onclick: fill }, title), inside);
  }

  function show() {
    const types = typeGroups();
    const open = new Set([...host.querySelectorAll('details[open]')].map((one) => one.dataset.name));
    const folded_ = (name, title, content) => foldedPart(title, content, { 'data-name': name, open: open.has(name) });
    host.replaceChildren(
      group(t('filter.kinds'), kindBoxes()),
      group(t('filter.told'), statusBoxes()),
      ...(types.length ? [group(t('filter.events'), types)] : []),
      ...(choice.all.contexts.size > 1 ? [folded_('contexts', t('filter.contexts'), contextBoxes)] : []),
      ...(events.length ? [folded_('dates', t('filter.dates'), dateBoxes)] : []),
      ...(model.publishers.length > 1 ? [folded_('sources', t('filter.sources'), sourceBoxes)] : []),
      folded_('certainty', t('filter.certainty'), certaintyBoxes),
      button(t('filter.reset'), () => { on.reset(); show(); on.change(); }, { class: 'quiet' }),
    );
  }

  show();
  /* Brings the fields to what the brush has chosen. */
  const sync = () => [...host.querySelectorAll('.day input')].forEach((input, at) => {
    input.value = choice[at ? 'until' : 'since'] || '';
  });
  return { show, sync };
}
