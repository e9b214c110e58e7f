/* How things look on the canvas: colours from the style sheet, one shape to a kind. */

const PALETTE_NAMES = [
  ...Object.keys(KINDS), ...QUADS, 'other',
  'ink', 'muted', 'edge', 'stage', 'accent', 'on-shape',
];

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const colours = {};
  for (const name of PALETTE_NAMES) colours[name] = style.getPropertyValue(`--${name}`).trim();
  return { ...colours, sans: style.getPropertyValue('--sans').trim() };
}

const tint = (node) => (node.isEvent ? node.quad : node.kind in KINDS ? node.kind : 'other');

const LEAST = { __proto__: null, country: 13, event: 11, place: 8 };

/* Half the width of a node's shape in pixels: the more sentences, the larger. */
function radius(node) {
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
  if (ringed) {
    outline(context, x, y, r + 5 * pixel);
    context.strokeStyle = palette.accent;
    context.lineWidth = 2.5 * pixel;
    context.stroke();
  }
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
