/* Puts the parts together: one state, one way to change it. */

const VIEWS = ['graph', 'lanes', 'matrix', 'table'];

async function start() {
  WORDS = await readBlock('words');
  const model = await readModel();
  const choice = makeChoice(model);
  const stage = byId('stage');
  const canvas = byId('canvas');
  const root = document.documentElement;
  const several = hasGroups(model);
  let view = 'graph';
  let picked = {};
  let selection = { nodes: [], links: [], events: [], eligible: 0 };

  const announce = (text) => { byId('live').textContent = text; };

  // --- changing what is shown -------------------------------------------------------------

  function refresh({ fit = false, animated = true } = {}) {
    selection = chosen(model, choice);
    /* Words first: the picture asks how large it is, and that lays out the page. */
    tell();
    const rescaled = network.show(selection);
    light();
    if (fit || rescaled) network.fit(undefined, { animated });
    showView();
    remember();
  }

  /* The filters, the brush or the reset have changed the choice. */
  function onChoice() {
    const ends = endsOf(picked);
    choice.asked = new Set(ends.filter((node) => choice.asked.has(node)));
    brush.show();
    filters.sync();
    refresh();
  }

  function showView() {
    const events = { events: selection.events, picked, choice };
    if (view === 'lanes') lanes.show(events);
    if (view === 'matrix') matrix.show(events);
    if (view === 'table') table.show(selection, picked);
  }

  function tell() {
    const { nodes, eligible: all } = selection;
    const isAll = choice.grouped || nodes.length >= all;
    byId('shown').textContent = choice.grouped ? count('shown.groups', nodes.filter((node) => node.isGroup).length)
      : isAll ? t('shown.all', grouped(nodes.length)) : t('shown.some', grouped(nodes.length), grouped(all));
    const more = byId('more');
    more.hidden = isAll;
    more.textContent = t('show.more', grouped(Math.min(model.workingSet, all - nodes.length)));
    byId('groups').hidden = !several;
    byId('groups').setAttribute('aria-pressed', String(choice.grouped));
    byId('focused').hidden = !choice.focus;
    byId('focused-name').textContent = choice.focus ? titleOf(choice.focus) : '';
    byId('nothing').hidden = nodes.length > 0 || view !== 'graph';
  }

  /* The nodes that what is picked is about. */
  const endsOf = ({ node, link, conflict, pair, path }) => (node ? node.isGroup ? [] : [node]
    : link ? [link.subject, link.object] : conflict ? conflict.about
      : pair ? [pair.actor, pair.recipient] : path ? path.nodes : []);

  const touches = (link, node) => link.subject === node || link.object === node;

  /* What lights up with what is picked: nodes, links, and the one node with a ring. */
  function lit({ node, link, conflict, pair, path }) {
    if (node && node.isGroup) return [new Set([node]), selection.links.filter((other) => touches(other, node)), node];
    if (node) {
      const near = around(node);
      return [near, selection.links.filter((other) => touches(other, node)
        || (other.event && near.has(other.event) && other.event !== node && near.has(otherEnd(other, other.event)))), node];
    }
    if (link) return [new Set([link.subject, link.object]), [link], null];
    if (path) return [new Set(path.nodes), path.links, null];
    if (conflict) return [new Set(conflict.about.flatMap((one) => (one.isEvent ? [...around(one)] : [one]))),
      selection.links.filter((other) => other.conflicts.includes(conflict) || conflict.about.includes(other.event)), null];
    if (pair) {
      const events = selection.events.filter((event) => isBetween(event, pair));
      return [new Set([pair.actor, pair.recipient, ...events]), selection.links.filter((other) =>
        events.includes(other.event) && (touches(other, pair.actor) || touches(other, pair.recipient))), null];
    }
    return [null, [], null];
  }

  function light() {
    network.emphasise(...lit(picked));
    const parts_ = { lanes, matrix, table };
    if (parts_[view]) parts_[view].light(picked);
  }

  let turn = 0;
  /* The panel first: a reader waits for the sentence, not for the picture. */
  async function pick(thing, { focus = true, move = true } = {}) {
    picked = thing;
    turn += 1;
    const mine = turn;
    announce(nameOf(thing));
    byId('no-path').hidden = true;
    await Promise.race([panel.show(thing, { focus }), new Promise((done) => { setTimeout(done, 250); })]);
    await new Promise((done) => { setTimeout(done, 0); });
    if (mine !== turn) return;
    const ends = endsOf(thing);
    const missing = ends.filter((node) => !selection.nodes.includes(node));
    if (missing.length) bring(missing);
    else light();
    if (ends.length && move && view === 'graph') network.reveal(ends, ends.flatMap((end) => [...around(end)]));
    remember();
  }

  const nameOf = ({ node, link, conflict, pair, path }) => (node ? titleOf(node) : link ? link.label
    : conflict ? conflict.label : pair ? `${pair.actor.label} – ${pair.recipient.label}`
      : path ? count('path.steps', path.links.length) : t('glance'));

  /* Picks a node and moves to it and what surrounds it. */
  async function find(node) {
    await pick({ node });
    network.fit([...around(node)].filter((near) => selection.nodes.includes(near)), { most: 1.1 });
  }

  /* Goes back to the overview and the whole picture. */
  function leave() {
    pick({});
    network.fit();
  }

  /* Brings nodes onto the picture, each with the most told of what surrounds it. */
  function bring(nodes, most = 24) {
    for (const node of nodes) {
      const near = [...around(node)].sort((one, two) => one.number - two.number);
      for (const other of near.slice(0, most)) choice.pinned.add(other);
      choice.asked.add(node);
    }
    refresh();
  }

  const hiddenAround = (node) => {
    const here = new Set(selection.nodes);
    return [...around(node)].filter((other) => !here.has(other) && selection.tests.node(other)).length;
  };

  function expand(node) {
    if (node.isGroup) return open(node);
    bring([node], Infinity);
    network.fit([...around(node)].filter((near) => selection.nodes.includes(near)));
    return panel.show({ node });
  }

  function focus(node) {
    choice.focus = node;
    choice.grouped = choice.grouped && !node;
    choice.asked = new Set(node ? [node] : []);
    refresh({ fit: true });
    panel.show(picked);
  }

  /* Opens a group into its members, or draws them together again. */
  function open(group) {
    choice.grouped = true;
    if (!choice.opened.delete(group)) choice.opened.add(group);
    refresh();
    const members = group.members.filter((node) => selection.nodes.includes(node));
    network.fit(members.length ? members : undefined);
    panel.show(picked);
  }

  function startPath(from) {
    byId('search').scrollIntoView({ block: 'nearest' });
    search.start((to) => showPath(from, to), t('path.to', titleOf(from)));
  }

  function showPath(from, to) {
    const tests = makeTests(model, { ...choice, asked: new Set([from, to]) });
    const path = shortestPath(from, to, tests);
    if (path) pick({ path }).then(() => network.fit(path.nodes, { most: 1.1 }));
    byId('no-path').hidden = Boolean(path);
    byId('no-path').textContent = path ? '' : t('path.none', titleOf(from), titleOf(to));
  }

  // --- the address keeps what is picked and chosen ------------------------------------------

  let written = '';
  function remember() {
    const before = written;
    written = addressOf({ picked, choice, view });
    if (written === before) return;
    try {
      history.replaceState(null, '', `#${written}`);
    } catch { /* A frame without an address of its own cannot keep one. */ }
  }

  function recall() {
    const text = location.hash.slice(1);
    if (text === written) return;
    const found = readAddress(text, model, choice);
    filters.show();
    brush.show();
    view = 'graph';
    picked = {};
    setView(VIEWS.includes(found.view) ? found.view : 'graph');
    refresh({ fit: true });
    if (found.picked.way) showPath(found.picked.way.from, found.picked.way.to);
    else pick(found.picked, { focus: false });
  }

  // --- parts ------------------------------------------------------------------------------

  const panel = makePanel(model, byId('panel'), {
    pick, expand, focus, leave, hiddenAround, open, startPath,
    isFocus: (node) => choice.focus === node,
    isOpen: (group) => choice.opened.has(group),
    tests: () => selection.tests,
  });
  const brush = makeBrush(model, choice, { change: onChoice });
  const lanes = makeLanes(model, byId('lanes'), brush.calendar, { pick });
  const matrix = makeMatrix(model, byId('matrix'), brush.calendar, { pick });
  const table = makeTable(model, byId('table'), { pick });
  const search = makeSearch(model, { find });
  const filters = makeFilters(model, choice, { change: onChoice, reset: () => Object.assign(choice, choice.fresh()) });
  panel.show({});
  // After all that takes room: it measures the room that is left, and measuring lays out the page.
  const network = makePicture(model, canvas, { pick, expand });
  makeExport({
    bitmap: () => network.bitmap(),
    svg: () => svgDocument(network.shown(), network, document.title),
    rows: () => {
      table.show(selection, picked);
      return table.rows();
    },
    address: () => `${location.href.split('#')[0]}#${addressOf({ picked, choice, view })}`,
  });

  function setView(name) {
    view = name;
    for (const one of VIEWS) byId(`view-${one}`).setAttribute('aria-pressed', String(one === name));
    for (const one of ['lanes', 'matrix', 'table']) byId(one).hidden = one !== name;
    stage.dataset.view = name;
    showView();
    if (name === 'graph') network.recolour();
    tell();
  }

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const theme = () => root.dataset.theme || (dark.matches ? 'dark' : 'light');
  const tellTheme = () => byId('theme').setAttribute('aria-pressed', String(theme() === 'dark'));

  function setTheme(name) {
    if (name) root.dataset.theme = name;
    tellTheme();
    network.recolour();
  }

  // --- controls ---------------------------------------------------------------------------

  const press = (id, action) => byId(id).addEventListener('click', action);
  for (const name of VIEWS) {
    press(`view-${name}`, () => {
      setView(name);
      remember();
    });
  }
  press('theme', () => setTheme(theme() === 'dark' ? 'light' : 'dark'));
  press('zoom-in', () => network.zoom(1.35));
  press('zoom-out', () => network.zoom(1 / 1.35));
  press('fit', () => network.fit());
  press('unfocus', () => focus(null));
  press('groups', () => {
    choice.grouped = !choice.grouped;
    choice.opened.clear();
    refresh({ fit: true });
  });
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
    ArrowLeft: () => network.pan(-60, 0),
    ArrowRight: () => network.pan(60, 0),
    ArrowUp: () => network.pan(0, -60),
    ArrowDown: () => network.pan(0, 60),
    '+': () => network.zoom(1.35),
    '=': () => network.zoom(1.35),
    '-': () => network.zoom(1 / 1.35),
    0: () => network.fit(),
    n: () => step(1),
    p: () => step(-1),
    e: () => picked.node && expand(picked.node),
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
    } else if (event.key === 'Escape' && pickedName(picked)) leave();
  });
  window.addEventListener('hashchange', recall);

  // --- go ---------------------------------------------------------------------------------

  tellTheme();
  const address = location.hash.slice(1);
  network.quietly(() => {
    brush.show();
    refresh({ animated: false });
  });
  network.onceDrawn(() => {
    performance.mark('usable');
    root.dataset.state = 'ready';
    search.indexWhenIdle();
  });
  network.redraw();
  if (address) {
    history.replaceState(null, '', `#${address}`);
    recall();
  }
  /* For scripts that drive the page: where a node is drawn, in pixels of the canvas. */
  window.newsgraph = Object.freeze({
    pointOf: (iri) => (model.byIri.has(iri) ? network.pointOf(model.byIri.get(iri)) : null),
  });
}

start().catch((reason) => {
  byId('failure').hidden = false;
  byId('failure-reason').textContent = String(reason && reason.message ? reason.message : reason);
  throw reason;
});
