/* The picture as a drawing of lines and shapes, for SVG files. */

const SVG_SHAPES = {
  __proto__: null,
  person: (x, y, r) => drawn('circle', { cx: x, cy: y, r }),
  group: (x, y, r) => drawn('circle', { cx: x, cy: y, r }),
  country: (x, y, r) => drawn('rect', { x: x - r, y: y - r * 0.82, width: 2 * r, height: r * 1.64, rx: r * 0.22 }),
  organization: (x, y, r) => drawn('polygon', { points: corners(x, y, r, [0, 1, 2, 3, 4, 5].map((at) => (at * Math.PI) / 3 + Math.PI / 6)) }),
  place: (x, y, r) => drawn('path', { d: `M${x - r} ${y - r * 0.8}H${x + r}L${x} ${y + r}z` }),
  event: (x, y, r) => drawn('path', { d: `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}z` }),
};

const corners = (x, y, r, turns) =>
  turns.map((turn) => `${x + r * Math.cos(turn)},${y + r * Math.sin(turn)}`).join(' ');

/* Where a line that bends aside has its middle, and its two ends at the edges of the shapes. */
function curveOf(link, { placeOf, sizeOf, bend }) {
  const [from, to] = [placeOf(link.subject), placeOf(link.object)];
  const turn = bend(link) * (link.subject.number < link.object.number ? 1 : -1);
  const middle_ = {
    x: (from.x + to.x) / 2 + (to.y - from.y) * turn * 0.5,
    y: (from.y + to.y) / 2 - (to.x - from.x) * turn * 0.5,
  };
  const edge = (node, at) => {
    const angle = Math.atan2(middle_.y - at.y, middle_.x - at.x);
    const away = reach(node, sizeOf(node), angle) + 4;
    return { x: at.x + away * Math.cos(angle), y: at.y + away * Math.sin(angle) };
  };
  return { from: edge(link.subject, from), middle: middle_, to: edge(link.object, to) };
}

function svgLine(link, view, palette) {
  const { from, middle: by, to } = curveOf(link, view);
  const look = linkLook(link, { palette, lit: false, dim: false, stroke: 1 });
  const line = drawn('path', {
    d: `M${from.x} ${from.y}Q${by.x} ${by.y} ${to.x} ${to.y}`, fill: 'none', stroke: look.color.color,
    'stroke-width': look.width, 'stroke-opacity': 0.75, 'stroke-dasharray': look.dashes ? look.dashes.join(' ') : 'none',
  });
  if (link.isBundle) return [line];
  const angle = Math.atan2(to.y - by.y, to.x - by.x);
  const wing = (turn) => `${to.x - 8 * Math.cos(angle + turn)} ${to.y - 8 * Math.sin(angle + turn)}`;
  return [line, drawn('path', { d: `M${to.x} ${to.y}L${wing(0.4)}L${wing(-0.4)}z`, fill: look.color.color })];
}

function svgNode(node, { placeOf, sizeOf }, palette) {
  const [{ x, y }, r] = [placeOf(node), sizeOf(node)];
  const isReal = !node.isEvent || node.status === 'happened';
  const colour = node.isGroup ? palette.muted : palette[tint(node)];
  const shape = (SVG_SHAPES[node.kind] || SVG_SHAPES.person)(x, y, r);
  shape.setAttribute('fill', isReal && !node.isGroup ? colour : palette.stage);
  shape.setAttribute('stroke', colour);
  shape.setAttribute('stroke-width', '2');
  if (!isReal) shape.setAttribute('stroke-dasharray', DASHES[node.status].join(' '));
  shape.append(drawn('title', {}, titleOf(node)));
  const code = node.isGroup ? grouped(node.members.length) : node.kind === 'country' ? node.key : null;
  const label = labelLines(node).map(({ text, style }, at) => drawn('text', {
    x, y: y + r + 16 + at * LINE, 'text-anchor': 'middle', 'font-size': style === 'date' ? 11 : 12.5,
    'font-weight': style === 'name' ? 600 : 400, fill: style === 'date' ? palette.muted : palette.ink,
    stroke: palette.stage, 'stroke-width': 3, 'paint-order': 'stroke',
  }, text));
  return [shape, ...(code ? [drawn('text', {
    x, y: y + r * 0.28, 'text-anchor': 'middle', 'font-size': r * 0.78, 'font-weight': 700,
    fill: node.isGroup ? palette.ink : palette['on-shape'],
  }, code.slice(0, 5))] : []), ...label];
}

/* All that is shown as one SVG document. */
function svgDocument({ nodes, links }, view, title) {
  const palette = readPalette();
  const xs = nodes.map((node) => view.placeOf(node).x);
  const ys = nodes.map((node) => view.placeOf(node).y);
  const [left, top] = [Math.min(...xs, 0) - 90, Math.min(...ys, 0) - 60];
  const [width, height] = [Math.max(...xs, 0) + 90 - left, Math.max(...ys, 0) + 90 - top];
  const drawing = drawn('svg', {
    viewBox: [left, top, width, height].join(' '), width, height, 'font-family': palette.sans,
  },
  drawn('title', {}, title),
  drawn('rect', { x: left, y: top, width, height, fill: palette.stage }),
  ...links.flatMap((link) => svgLine(link, view, palette)),
  ...nodes.flatMap((node) => svgNode(node, view, palette)));
  return new XMLSerializer().serializeToString(drawing);
}
