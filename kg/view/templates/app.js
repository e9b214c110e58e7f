/* Puts the parts together: one state, one way to change it. */

async function start() {
  const model = await readModel();
  const choice = makeChoice(model);
  const stage = byId('stage');
  const canvas = byId('canvas');
  const tableHost = byId('table');
  let picked = {};
  let selection = { nodes: [], links: [], eligible: 0 };

  const announce = (text) => { byId('live').textContent = text; };

  // --- changing what is shown -------------------------------------------------------------

  function refresh({ fit = false } = {}) {
    selection = chosen(model, choice);
    const rescaled = picture.show(selection);
    light();
    if (fit || rescaled) picture.fit();
    if (!tableHost.hidden) table.show(selection);
    tell();
  }

  function tell() {
    const { nodes, eligible } = selection;
    const all = nodes.length >= eligible;
    byId('shown').textContent = all ? `All ${grouped(nodes.length)} shown`
      : `${grouped(nodes.length)} of ${grouped(eligible)} shown`;
    const more = byId('more');
    more.hidden = all;
    more.textContent = `Show ${grouped(Math.min(model.workingSet, eligible - nodes.length))} more`;
    byId('focused').hidden = !choice.focus;
    byId('focused-name').textContent = choice.focus ? titleOf(choice.focus) : '';
    byId('nothing').hidden = nodes.length > 0;
  }

  /* Lights up what is picked and what belongs to it. */
  function light() {
    const { node, link } = picked;
    if (node) {
      const near = around(node);
      const links = selection.links.filter((other) => other.subject === node || other.object === node
        || (other.event && near.has(other.event) && other.event !== node));
      picture.emphasise(near, links, node);
    } else if (link) picture.emphasise(new Set([link.subject, link.object]), [link], null);
    else picture.emphasise(null, [], null);
  }

  function pick(thing, { focus = true } = {}) {
    picked = thing;
    const ends = thing.node ? [thing.node] : thing.link ? [thing.link.subject, thing.link.object] : [];
    const missing = ends.filter((node) => !selection.nodes.includes(node));
    if (missing.length) bring(missing);
    else light();
    panel.show(thing, { focus });
    if (ends.length) picture.reveal(ends, ends.flatMap((end) => [...around(end)]));
    remember(thing);
    announce(thing.node ? titleOf(thing.node) : thing.link ? thing.link.label : 'Overview');
  }

  /* Picks a node and moves to it and what surrounds it. */
  function find(node) {
    pick({ node });
    picture.fit([...around(node)].filter((near) => selection.nodes.includes(near)), { most: 1.1 });
  }

  /* Goes back to the overview and the whole picture. */
  function leave() {
    pick({});
    picture.fit();
  }

  /* Brings nodes onto the picture, each with the most told of what surrounds it. */
  function bring(nodes, most = 24) {
    for (const node of nodes) {
      const near = [...around(node)].sort((one, two) => one.number - two.number);
      const fitting = near.filter((other) => other === node || nodePasses(choice, other));
      for (const other of fitting.slice(0, most)) choice.pinned.add(other);
      choice.pinned.add(node);
    }
    refresh();
  }

  const hiddenAround = (node) => {
    const here = new Set(selection.nodes);
    return [...around(node)].filter((other) => !here.has(other) && nodePasses(choice, other)).length;
  };

  function expand(node) {
    bring([node], Infinity);
    picture.fit([...around(node)]);
    panel.show({ node });
  }

  function focus(node) {
    choice.focus = node;
    if (node) choice.pinned = new Set([node]);
    refresh({ fit: true });
    panel.show(picked);
  }

  // --- the address keeps what is picked ---------------------------------------------------

  function remember({ node }) {
    try {
      history.replaceState(null, '', node ? `#${encodeURIComponent(node.id)}` : '#');
    } catch { /* A frame without an address of its own cannot keep one. */ }
  }

  function recall() {
    let iri = '';
    try {
      iri = decodeURIComponent(location.hash.slice(1));
    } catch { /* An address that is not ours. */ }
    const node = model.byIri.get(iri);
    if (node) pick({ node }, { focus: false });
  }

  // --- parts ------------------------------------------------------------------------------

  const picture = makePicture(model, canvas, { pick, expand });
  const panel = makePanel(model, byId('panel'), {
    pick, expand, focus, leave, hiddenAround, isFocus: (node) => choice.focus === node,
  });
  const table = makeTable(model, tableHost, { pick });
  const search = makeSearch(model, { find });
  makeFilters(model, choice, { change: refresh, reset: () => Object.assign(choice, choice.fresh()) });

  function setTable(isTable) {
    tableHost.hidden = !isTable;
    byId('view-table').setAttribute('aria-pressed', String(isTable));
    byId('view-graph').setAttribute('aria-pressed', String(!isTable));
    stage.classList.toggle('has-table', isTable);
    if (isTable) table.show(selection);
    else picture.recolour();
  }

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  const theme = () => root.dataset.theme || (dark.matches ? 'dark' : 'light');

  const tellTheme = () => byId('theme').setAttribute('aria-pressed', String(theme() === 'dark'));

  function setTheme(name) {
    if (name) root.dataset.theme = name;
    tellTheme();
    picture.recolour();
  }

  // --- controls ---------------------------------------------------------------------------

  const press = (id, action) => byId(id).addEventListener('click', action);
  press('view-graph', () => setTable(false));
  press('view-table', () => setTable(true));
  press('theme', () => setTheme(theme() === 'dark' ? 'light' : 'dark'));
  press('zoom-in', () => picture.zoom(1.35));
  press('zoom-out', () => picture.zoom(1 / 1.35));
  press('fit', () => picture.fit());
  press('unfocus', () => focus(null));
  press('more', () => {
    choice.limit = selection.nodes.length + model.workingSet;
    refresh();
  });
  press('filters-toggle', () => {
    const isOpen = document.body.classList.toggle('filters-open');
    byId('filters-toggle').setAttribute('aria-expanded', String(isOpen));
  });
  dark.addEventListener('change', () => setTheme(null));

  function step(by) {
    const order = selection.nodes;
    const at = order.indexOf(picked.node);
    const next = order[(at + by + order.length) % order.length];
    if (next) pick({ node: next }, { focus: false });
  }

  const canvasKeys = {
    ArrowLeft: () => picture.pan(-60, 0),
    ArrowRight: () => picture.pan(60, 0),
    ArrowUp: () => picture.pan(0, -60),
    ArrowDown: () => picture.pan(0, 60),
    '+': () => picture.zoom(1.35),
    '=': () => picture.zoom(1.35),
    '-': () => picture.zoom(1 / 1.35),
    0: () => picture.fit(),
    n: () => step(1),
    p: () => step(-1),
    Enter: () => byId('panel').focus(),
  };
  canvas.addEventListener('keydown', (event) => {
    const action = canvasKeys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
  document.addEventListener('keydown', (event) => {
    const writing = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      event.preventDefault();
      search.start();
    } else if (event.key === 'Escape' && (picked.node || picked.link)) leave();
  });
  window.addEventListener('hashchange', recall);

  // --- go ---------------------------------------------------------------------------------

  panel.show({});
  tellTheme();
  refresh();
  picture.fit(undefined, { animated: false });
  recall();
  picture.onceDrawn(() => {
    performance.mark('usable');
    root.dataset.state = 'ready';
  });
  /* For scripts that drive the page: where a node is drawn, in pixels of the canvas. */
  window.newsgraph = Object.freeze({
    pointOf: (iri) => (model.byIri.has(iri) ? picture.pointOf(model.byIri.get(iri)) : null),
  });
}

start().catch((reason) => {
  byId('failure').hidden = false;
  byId('failure-reason').textContent = String(reason && reason.message ? reason.message : reason);
  throw reason;
});
