/* How things look on the canvas: colours from the style sheet, one shape to a kind. */

const PALETTE_NAMES = [
  ...KINDS, ...QUADS, 'other', 'neutral',
  'ink', 'muted', 'edge', 'stage', 'accent', 'on-shape', 'disputed', 'hover',
];

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const colours = {};
  for (const name of PALETTE_NAMES) colours[name] = style.getPropertyValue(`--${name}`).trim();
  return { ...colours, sans: style.getPropertyValue('--sans').trim() };
}

const tint = (node) => (node.isEvent ? node.quad : KINDS.includes(node.kind) ? node.kind : 'other');

const LEAST = { __proto__: null, country: 13, event: 11, place: 8 };

/* Half the width of a node's shape in pixels: the more sentences, the larger. */
function radius(node) {
  if (node.isGroup) return Math.min(48, 18 + 2 * Math.sqrt(node.members.length));
  const least = LEAST[node.kind] || 10;
  return Math.min(26, least + 2.6 * Math.sqrt(Math.max(0, node.sentences - 1)));
}

function polygon(context, points) {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
}

const OUTLINES = {
  __proto__: null,
  person: (context, x, y, r) => {
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
  },
  country: (context, x, y, r) => {
    context.beginPath();
    context.roundRect(x - r, y - r * 0.82, 2 * r, r * 1.64, r * 0.22);
  },
  organization: (context, x, y, r) =>
    polygon(context, [0, 1, 2, 3, 4, 5].map((corner) => {
      const turn = (corner * Math.PI) / 3 + Math.PI / 6;
      return [x + r * Math.cos(turn), y + r * Math.sin(turn)];
    })),
  place: (context, x, y, r) =>
    polygon(context, [[x - r, y - r * 0.8], [x + r, y - r * 0.8], [x, y + r]]),
  event: (context, x, y, r) =>
    polygon(context, [[x, y - r], [x + r, y], [x, y + r], [x - r, y]]),
};

/* Distance from the middle of a shape to its edge in a direction, where arrows end. */
function reach(node, r, angle) {
  const [across, up] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  if (node.kind === 'event') return r / (across + up);
  if (node.kind === 'country') return Math.min(r / (across || 1e-9), (0.82 * r) / (up || 1e-9));
  return r;
}

const DASHES = { __proto__: null, happened: [], planned: [6, 4], possible: [2, 3.5], denied: [9, 3, 2, 3] };

/* Draws one node. What did not happen is an outline: dashed planned, dotted possible. */
function drawShape(context, node, { x, y, r, palette, alpha, ringed, pixel }) {
  if (node.isGroup) return drawGroup(context, node, { x, y, r, palette, alpha, ringed, pixel });
  const outline = OUTLINES[node.kind] || OUTLINES.person;
  const colour = palette[tint(node)];
  const real = !node.isEvent || node.status === 'happened';
  context.save();
  context.globalAlpha = 1;
  outline(context, x, y, r + 2.5 * pixel);
  context.fillStyle = palette.stage;
  context.fill();
  context.globalAlpha = alpha;
  outline(context, x, y, r);
  context.fillStyle = real ? colour : palette.stage;
  context.fill();
  if (!real) drawUnreal(context, node, { x, y, r, colour, pixel });
  if (node.kind === 'country' && node.key) drawCode(context, node.key, { x, y, r, palette });
  if (node.conflicts.length) drawDispute(context, { x, y, r, palette, pixel });
  if (ringed) drawRing(context, outline, { x, y, r, palette, pixel });
  context.restore();
  return undefined;
}

function drawRing(context, outline, { x, y, r, palette, pixel }) {
  outline(context, x, y, r + 5 * pixel);
  context.strokeStyle = palette.accent;
  context.lineWidth = 2.5 * pixel;
  context.stroke();
}

/* The mark of a dispute: a small disc with an unequal sign, up on the right. */
const disputeSpot = (x, y, r) => ({ x: x + r * 0.85, y: y - r * 0.85 });

function drawDispute(context, { x, y, r, palette, pixel }) {
  const spot = disputeSpot(x, y, Math.max(r, 8 * pixel));
  const size = Math.max(5.5 * pixel, r * 0.36);
  context.beginPath();
  context.arc(spot.x, spot.y, size, 0, 2 * Math.PI);
  context.fillStyle = palette.disputed;
  context.strokeStyle = palette.stage;
  context.lineWidth = 1.5 * pixel;
  context.fill();
  context.stroke();
  context.fillStyle = palette.stage;
  context.font = `700 ${size * 1.7}px ${palette.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText('≠', spot.x, spot.y + size * 0.06);
}

/* Many nodes as one: a disc behind a disc, with how many there are. */
function drawGroup(context, node, { x, y, r, palette, alpha, ringed, pixel }) {
  context.save();
  context.globalAlpha = alpha;
  OUTLINES.person(context, x, y, r);
  context.fillStyle = palette.hover;
  context.fill();
  context.strokeStyle = palette.muted;
  context.lineWidth = 1.4 * pixel;
  context.stroke();
  OUTLINES.person(context, x, y, r - 4 * pixel);
  context.stroke();
  context.fillStyle = palette.ink;
  context.font = `600 ${Math.min(15 * pixel, r * 0.6)}px ${palette.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(grouped(node.members.length), x, y);
  if (ringed) drawRing(context, OUTLINES.person, { x, y, r, palette, pixel });
  context.restore();
}

function drawUnreal(context, node, { x, y, r, colour, pixel }) {
  context.strokeStyle = colour;
  context.lineWidth = 2 * pixel;
  context.setLineDash(DASHES[node.status].map((length) => length * pixel));
  context.stroke();
  context.setLineDash([]);
  if (node.status !== 'denied') return;
  context.beginPath();
  context.moveTo(x - r * 0.7, y + r * 0.7);
  context.lineTo(x + r * 0.7, y - r * 0.7);
  context.stroke();
}

function drawCode(context, key, { x, y, r, palette }) {
  context.fillStyle = palette['on-shape'];
  context.font = `700 ${r * 0.78}px ${palette.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(key.slice(0, 3), x, y + r * 0.05);
}
