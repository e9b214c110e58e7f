/* Search with suggestions over names, aliases and country codes; the keyboard is enough. */

const SUGGESTIONS = 10;
const INDEXED_AT_ONCE = 500;
const later = window.requestIdleCallback ? (then) => requestIdleCallback(then, { timeout: 2000 }) : (then) => setTimeout(then, 20);

function makeSearch(model, on) {
  const input = byId('search');
  const list = byId('suggestions');
  const entries = [];
  let found = [];
  let active = -1;
  let meant = null;

  const entryOf = (node) => ({
    node,
    names: [titleOf(node), ...node.aliases, ...(node.key ? [node.key] : [])].map((name) => ({
      name, folded: folded(name),
    })),
  });

  /* Makes the index up to so many names: while the reader looks around, or when one is needed. */
  function index(until = model.nodes.length) {
    while (entries.length < Math.min(until, model.nodes.length)) entries.push(entryOf(model.nodes[entries.length]));
  }

  function indexWhenIdle() {
    later(() => {
      index(entries.length + INDEXED_AT_ONCE);
      if (entries.length < model.nodes.length) indexWhenIdle();
    });
  }

  /* How well a name answers: the whole, its beginning, the beginning of a word, anywhere. */
  function fitOf(name, wanted) {
    const at = name.indexOf(wanted);
    if (at < 0) return 9;
    if (name === wanted) return 0;
    if (at === 0) return 1;
    return /[\p{L}\p{N}]/u.test(name[at - 1]) ? 3 : 2;
  }

  function search(text) {
    const wanted = folded(text.trim());
    if (!wanted) return [];
    index();
    const matches = [];
    for (const { node, names } of entries) {
      let best = null;
      for (const { name, folded: plain } of names) {
        const fit = fitOf(plain, wanted);
        if (fit < 9 && (!best || fit < best.fit)) best = { node, name, fit };
      }
      if (best) matches.push(best);
    }
    return matches
      .sort((one, two) => one.fit - two.fit || one.node.isEvent - two.node.isEvent || one.node.number - two.node.number)
      .slice(0, SUGGESTIONS);
  }

  function suggestion({ node, name }, at) {
    const through = name === titleOf(node) ? null : element('span', { class: 'soft' }, parts('search.also', said(name)));
    const when = node.isEvent ? whenWords(node) : kindWord(node.kind);
    return element('li', {
      id: `suggestion-${at}`, role: 'option', 'aria-selected': 'false',
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => choose(at),
    }, swatch(node.kind, tint(node), node.status),
    element('span', { class: 'words' }, said(titleOf(node)), through),
    element('span', { class: 'note' }, when));
  }

  function show() {
    found = search(input.value);
    list.replaceChildren(...found.map(suggestion));
    if (!found.length && input.value.trim()) {
      list.append(element('li', { class: 'soft', role: 'option', 'aria-disabled': 'true' }, t('search.none')));
    }
    open(Boolean(input.value.trim()));
    move(found.length ? 0 : -1);
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) input.removeAttribute('aria-activedescendant');
  }

  function move(to) {
    active = to;
    for (const [at, item] of [...list.children].entries()) {
      item.setAttribute('aria-selected', String(at === active));
      if (at === active) {
        input.setAttribute('aria-activedescendant', item.id);
        item.scrollIntoView({ block: 'nearest' });
      }
    }
  }

  function choose(at) {
    if (!found[at]) return;
    const { node } = found[at];
    const then = meant || on.find;
    forget();
    input.value = '';
    open(false);
    then(node);
  }

  function forget() {
    meant = null;
    input.placeholder = t('search.label');
  }

  const keys = {
    ArrowDown: () => move((active + 1) % Math.max(1, found.length)),
    ArrowUp: () => move((active - 1 + found.length) % Math.max(1, found.length)),
    Enter: () => choose(active),
    Escape: () => (list.hidden ? (forget(), input.blur()) : open(false)),
  };
  input.addEventListener('input', show);
  input.addEventListener('focus', () => input.value.trim() && show());
  input.addEventListener('blur', () => open(false));
  input.addEventListener('keydown', (event) => {
    if (!keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });

  return {
    indexWhenIdle,
    /* Waits for a name; `then` gets what is chosen in place of the usual. */
    start(then = null, placeholder = t('search.label')) {
      meant = then;
      input.placeholder = placeholder;
      input.focus();
    },
  };
}
