/*
 * The picture: vis-network on a canvas, at places computed beforehand. Nothing is simulated.
 * Names are drawn over it in one pass.
 */

const FADED = 0.18;
/* How high the row of buttons is that lies over the picture. */
const BUTTONS = 34;

function makePicture(model, host, on) {
  let palette = readPalette();
  let ruler = makeRuler(palette);
  let stamp = makeStamp(palette);
  let shown = { nodes: [], links: [], bend: new Map() };
  let emphasis = { nodes: null, links: new Set(), ringed: null, serial: 0 };
  let hovered = { node: null, link: null };
  let labels = { key: '', placed: [], facts: [] };
  const places = makePlaces(model, host, footprint);
  const nodeSet = new vis.DataSet();
  const linkSet = new vis.DataSet();
  const options = { ...model.options, nodes: { ...model.options.nodes, ctxRenderer: render } };
  const network = new vis.Network(host, { nodes: nodeSet, edges: linkSet }, options);
  withoutLabels(network);
  host.querySelector('.vis-network').tabIndex = -1;

  const gesture = makeGesture(network, () => setStroke());
  const nodeOf = (id) => model.nodes[id] || model.groups[id - model.nodes.length];
  let linkOf = new Map();

  const pixel = () => 1 / network.getScale();
  const isFaded = (node) => emphasis.nodes !== null && !emphasis.nodes.has(node);

  /* Shapes shrink and grow more slowly than the picture, as symbols on a map do. */
  function sizeOf(node) {
    if (node.isGroup) return radius(node) * pixel();
    return radius(node) * Math.min(1, Math.max(0.45, Math.sqrt(network.getScale()))) * pixel();
  }

  function footprint(node) {
    const [r, label] = [radius(node), ruler(node)];
    const [width, height] = [Math.max(2 * r, label.width), 2 * r + label.height];
    return { width: width + 14, height: height + 14, below: label.height / 2 };
  }

  function render({ ctx, id, x, y }) {
    const node = nodeOf(id);
    const r = sizeOf(node);
    const alpha = isFaded(node) ? FADED : 1;
    const ringed = node === emphasis.ringed || node === hovered.node;
    return {
      drawNode: () => drawShape(ctx, node, { x, y, r, palette, alpha, ringed, pixel: pixel() }),
      nodeDimensions: { width: 2 * r, height: 2 * r },
    };
  }

  // --- names and lines --------------------------------------------------------------------

  function arrangeLabels() {
    const key = [network.getScale(), emphasis.serial, hovered.node && hovered.node.number].join();
    if (labels.key === key) return;
    const spots = shown.nodes.map((node) => ({ node, ...places.of(node), r: sizeOf(node) }));
    spots.sort((one, two) => isFaded(one.node) - isFaded(two.node));
    const must = new Set([emphasis.ringed, hovered.node].filter(Boolean));
    const { placed, room } = placeLabels(spots, ruler, { pixel: pixel(), must, frame: frame() });
    const facts = shown.links.filter((link) => !link.event
      && (!emphasis.nodes || emphasis.links.has(link)));
    labels = { key, placed, facts: placeFacts(facts, places, room, pixel()) };
  }

  /* Where names may stand: around all nodes, at least as far as the window reaches when they fit. */
  function frame() {
    const { left, right, top, bottom } = places.bounds(shown.nodes);
    const half = (size, length) => Math.max(length / 2, (size / 2 - 8) * pixel());
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const [aside, down] = [half(host.clientWidth, right - left), half(host.clientHeight, bottom - top)];
    return { left: x - aside, right: x + aside, top: y - down, bottom: y + down - BUTTONS * pixel() };
  }

  network.on('afterDrawing', (context) => {
    if (!shown.nodes.length) return;
    arrangeLabels();
    for (const { text, box } of labels.facts) {
      const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      drawText(context, text, { x, y, style: 'fact', palette, pixel: pixel() });
    }
    const alphaOf = (node) => (isFaded(node) ? FADED + 0.1 : 1);
    stamp(context, labels.placed, { pixel: pixel(), alphaOf });
  });

  function look(link) {
    const lit = emphasis.links.has(link) || hovered.link === link;
    return linkLook(link, { palette, lit, dim: emphasis.nodes !== null && !lit, stroke });
  }

  /* Lines stay visible from far and slender from near: their width follows the zoom by steps. */
  let stroke = 1;
  const strokeAt = (scale) =>
    1.25 ** Math.round(Math.log(Math.min(4, Math.max(0.7, scale ** -0.8))) / Math.log(1.25));
  function setStroke(scale = network.getScale()) {
    const wanted = strokeAt(scale);
    if (wanted === stroke) return;
    stroke = wanted;
    gesture.quietly(() => linkSet.update(shown.links.map(look)));
  }
  network.on('zoom', () => gesture.moving());
  network.on('dragging', ({ nodes }) => (nodes.length ? gesture.stop() : gesture.moving()));

  function repaint() {
    gesture.stop();
    labels.key = '';
    gesture.quietly(() => linkSet.update(shown.links.map(look)));
    network.redraw();
  }

  // --- camera -----------------------------------------------------------------------------

  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const animation = () => (calm.matches ? false : { duration: 320, easingFunction: 'easeInOutQuad' });

  const fitting = (nodes, most = 1.25) => Math.min(most, places.fitScale(nodes));

  function fit(nodes = shown.nodes, { animated = true, most = 1.25 } = {}) {
    const seen = nodes.filter((node) => places.of(node));
    if (!seen.length || !host.clientWidth) return;
    const { left, right, top, bottom } = places.bounds(seen);
    const scale = fitting(seen, most);
    /* A little higher than the middle: there are buttons below. */
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 + 12 / scale };
    move({ position, scale }, animated);
  }

  function move(to, animated = true) {
    const how = animated ? animation() : false;
    if (how) gesture.moving(how.duration);
    else if (to.scale) setStroke(to.scale);
    network.moveTo({ ...to, animation: how });
  }

  function isInView(node) {
    const { x, y } = network.canvasToDOM(places.of(node));
    return x > 30 && y > 30 && x < host.clientWidth - 30 && y < host.clientHeight - 50;
  }

  function zoom(factor) {
    move({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });
  }

  function pan(right, down) {
    const { x, y } = network.getViewPosition();
    gesture.moving();
    network.moveTo({ position: { x: x + right * pixel(), y: y + down * pixel() } });
  }

  // --- pointer ----------------------------------------------------------------------------

  function thingAt(point) {
    const { x, y } = network.DOMtoCanvas(point);
    const disputed = shown.nodes.find((node) => node.conflicts.length && isOnMark(node, x, y));
    if (disputed) return { node: disputed, conflict: disputed.conflicts[0] };
    const id = network.getNodeAt(point);
    if (id !== undefined) return { node: nodeOf(id) };
    const label = labels.placed.find(({ box }) =>
      x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
    if (label) return { node: label.node };
    const edge = network.getEdgeAt(point);
    return edge === undefined ? {} : { link: linkOf.get(edge) };
  }

  function isOnMark(node, x, y) {
    const spot = disputeSpot(places.of(node).x, places.of(node).y, Math.max(sizeOf(node), 8 * pixel()));
    return Math.hypot(x - spot.x, y - spot.y) <= Math.max(9 * pixel(), sizeOf(node) * 0.42);
  }

  function hover({ node = null, link = null }) {
    if (node === hovered.node && link === hovered.link) return;
    const changed = [hovered.link, link].filter((one) => one && shown.bend.has(one));
    hovered = { node, link };
    gesture.stop();
    host.style.cursor = node || link ? 'pointer' : 'default';
    linkSet.update(changed.map(look));
    network.redraw();
  }

  let pointerTurn = 0;
  host.addEventListener('pointermove', ({ clientX, clientY, buttons, pointerType }) => {
    cancelAnimationFrame(pointerTurn);
    if (buttons || pointerType === 'touch') return;
    const { left, top } = host.getBoundingClientRect();
    pointerTurn = requestAnimationFrame(() => hover(thingAt({ x: clientX - left, y: clientY - top })));
  });
  host.addEventListener('pointerleave', () => hover({}));
  network.on('click', ({ pointer }) => {
    const { node, link, conflict } = thingAt(pointer.DOM);
    on.pick(conflict ? { conflict } : node ? { node } : link && !link.isBundle ? { link } : {});
  });
  network.on('doubleClick', ({ pointer }) => {
    const { node } = thingAt(pointer.DOM);
    if (node) on.expand(node);
  });
  network.on('dragEnd', ({ nodes }) => {
    for (const id of nodes) places.put(nodeOf(id), network.getPosition(id));
    labels.key = '';
  });

  return {
    /* Shows these nodes and links; returns whether all of them were placed anew. */
    show({ nodes, links }) {
      const isAnew = places.place(nodes);
      shown = { nodes, links, bend: bends(links) };
      if (isAnew && nodes.length && host.clientWidth) stroke = strokeAt(fitting(nodes));
      linkOf = new Map(links.map((link) => [link.number, link]));
      gesture.stop();
      gesture.quietly(() => {
        exchange(nodeSet, nodes.map((node) => ({ id: node.number, ...places.of(node) })));
        exchange(linkSet, links.map((link) => ({ ...linkCourse(link, shown.bend.get(link)), ...look(link) })));
      });
      for (const node of nodes) {
        const { shape } = network.body.nodes[node.number];
        shape.distanceToBorder = (context, angle) => reach(node, sizeOf(node), angle) + 3 * pixel();
      }
      labels.key = '';
      network.redraw();
      return isAnew;
    },
    /* Lights up nodes and links and fades the rest; `nodes` null lights everything. */
    emphasise(nodes, links, ringed) {
      if (nodes === null && emphasis.nodes === null) return;
      emphasis = { nodes, links: new Set(links), ringed, serial: emphasis.serial + 1 };
      repaint();
    },
    /* Brings nodes into view if they are not, with what surrounds them. */
    reveal(nodes, surroundings) {
      if (nodes.every((node) => places.of(node) && isInView(node))) return;
      fit(surroundings, { most: Math.max(0.8, Math.min(1.25, network.getScale())) });
    },
    /* Reads the colours anew. */
    recolour() {
      palette = readPalette();
      ruler = makeRuler(palette);
      stamp = makeStamp(palette);
      repaint();
    },
    shown: () => shown,
    placeOf: (node) => places.of(node),
    sizeOf: (node) => radius(node),
    bend: (link) => shown.bend.get(link) || 0,
    /* What is seen, as a bitmap with its background. */
    bitmap() {
      gesture.stop();
      network.redraw();
      const canvas = host.querySelector('.vis-network canvas');
      const made = element('canvas', { width: canvas.width, height: canvas.height });
      const context = made.getContext('2d');
      context.fillStyle = palette.stage;
      context.fillRect(0, 0, made.width, made.height);
      context.drawImage(canvas, 0, 0);
      return made;
    },
    pointOf: (node) => (nodeSet.get(node.number) ? network.canvasToDOM(places.of(node)) : null),
    quietly: gesture.quietly,
    redraw: () => network.redraw(),
    onceDrawn: (then) => network.once('afterDrawing', then),
    fit,
    zoom,
    pan,
  };
}

/*
 * Names are drawn here, never by the library; it would work out fonts for them whenever a node
 * or a line is made or changes, which takes as long as all the rest of that.
 */
function withoutLabels(network) {
  const { labelModule } = network.body.functions.createNode({ id: 'none' });
  Object.getPrototypeOf(labelModule).update = (options) => { options.label = undefined; };
}

/* Brings a data set to the given items: removes what is not among them, updates the rest. */
function exchange(dataSet, items) {
  const kept = new Set(items.map((item) => item.id));
  dataSet.remove(dataSet.getIds().filter((id) => !kept.has(id)));
  dataSet.update(items);
}
