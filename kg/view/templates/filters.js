/* Filters that are the legend as well: each box shows the shape, colour or line it stands for. */

function makeFilters(model, choice, on) {
  const host = byId('filters');

  const tallies = (items, key) => {
    const found = new Map();
    for (const item of items) found.set(key(item), (found.get(key(item)) || 0) + 1);
    return found;
  };

  function box({ set, value, sign, words, number }) {
    const input = element('input', { type: 'checkbox', onchange: () => {
      if (input.checked) set().add(value);
      else set().delete(value);
      on.change();
    } });
    input.checked = set().has(value);
    return element('label', { class: 'filter' }, input, sign, element('span', { class: 'words' }, words),
      element('span', { class: 'tally' }, grouped(number)));
  }

  const group = (title, ...content) =>
    element('fieldset', {}, element('legend', {}, title), content);

  function kindBoxes() {
    const counts = tallies(model.nodes, (node) => node.kind);
    const order = [...Object.keys(KINDS), ...counts.keys()].filter((kind, at, all) =>
      counts.has(kind) && all.indexOf(kind) === at);
    return order.map((kind) => box({
      set: () => choice.kinds, value: kind, words: kindsWord(kind), number: counts.get(kind),
      sign: swatch(kind, kind === 'event' ? 'neutral' : kind in KINDS ? kind : 'other'),
    }));
  }

  function statusBoxes() {
    const counts = tallies([...model.nodes.filter((node) => node.isEvent),
      ...model.links.filter((link) => !link.event)], (item) => item.status);
    return STATUSES.map((status) => box({
      set: () => choice.statuses, value: status, words: STATUS_WORDS[status], number: counts.get(status) || 0,
      sign: element('span', { class: `line is-${status}`, 'aria-hidden': 'true' }),
    }));
  }

  function typeGroups() {
    const events = model.nodes.filter((node) => node.isEvent);
    return [...QUADS, 'other'].map((quad) => {
      const counts = tallies(events.filter((event) => event.quad === quad), (event) => event.root);
      if (!counts.size) return null;
      return element('div', { class: 'quad' },
        element('h2', {}, swatch('event', quad), QUAD_WORDS[quad]),
        [...counts.keys()].sort().map((root) => box({
          set: () => choice.roots, value: root, words: capital(root || 'event'), number: counts.get(root), sign: null,
        })));
    });
  }

  function show() {
    const types = typeGroups().filter(Boolean);
    host.replaceChildren(
      group('Show', kindBoxes()),
      group('Told as', statusBoxes()),
      ...(types.length ? [group('Events', types)] : []),
      button('Reset filters', () => { on.reset(); show(); on.change(); }, { class: 'quiet' }),
    );
  }

  show();
  return { show };
}
