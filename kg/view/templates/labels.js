/*
 * Names on the picture, as on a map: always the same size, the important ones first, none on
 * top of another. All lengths are pixels of the screen unless they end in "World".
 */

const LINE = 15;
const LABEL_FONTS = { name: '600 12.5px', event: '400 12.5px', date: '400 11px', fact: 'italic 11px' };

/* Up to `most` lines of about `width` characters; longer text ends in an ellipsis. */
function wrapped(text, width, most) {
  const lines = [''];
  for (const word of text.split(/\s+/).flatMap((word) => pieces(word, width + 6))) {
    const last = lines[lines.length - 1];
    if (!last || last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`.trim();
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]} …`];
}

function pieces(word, length) {
  const letters = Array.from(word);
  const made = [];
  for (let at = 0; at < letters.length; at += length) made.push(letters.slice(at, at + length).join(''));
  return made;
}

/* The lines under a node: its name or, for an event, what happened and when; narrower in a crowd. */
function labelLines(node, isNarrow = false) {
  if (node.isGroup) return wrapped(node.label, 26, 2).map((text) => ({ text, style: 'event' }));
  if (!node.isEvent) return wrapped(node.label, isNarrow ? 11 : 20, isNarrow ? 3 : 2).map((text) => ({ text, style: 'name' }));
  const lines = wrapped(node.what, isNarrow ? 14 : 25, 3).map((text) => ({ text, style: 'event' }));
  const when = shortWhen(node);
  if (when) lines.push({ text: when, style: 'date' });
  return lines;
}

/* Measures labels, each once; once more for a crowd. */
function makeRuler(palette) {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map();
  const narrow = new Map();
  const width = (text, style) => {
    context.font = `${LABEL_FONTS[style]} ${palette.sans}`;
    return context.measureText(text).width;
  };
  const sized = (lines) => ({
    lines, height: lines.length * LINE,
    width: Math.max(...lines.map((line) => width(line.text, line.style))),
  });
  return (node, isNarrow = false) => {
    const kept = isNarrow ? narrow : known;
    if (!kept.has(node)) kept.set(node, sized(labelLines(node, isNarrow)));
    return kept.get(node);
  };
}

/* Rectangles already taken, found again through a coarse grid. */
function makeRoom(cell) {
  const grid = new Map();
  const cells = function* (box) {
    for (let column = Math.floor(box.left / cell); column <= box.right / cell; column += 1) {
      for (let row = Math.floor(box.top / cell); row <= box.bottom / cell; row += 1) {
        yield `${column},${row}`;
      }
    }
  };
  const meet = (one, two) =>
    one.right > two.left && one.left < two.right && one.bottom > two.top && one.top < two.bottom;
  return {
    take(box) {
      for (const key of cells(box)) {
        if (!grid.has(key)) grid.set(key, []);
        grid.get(key).push(box);
      }
    },
    /* How much of others is in the way. */
    crowding(box, owner) {
      const met = new Set();
      for (const key of cells(box)) {
        for (const other of grid.get(key) || []) {
          if (other.owner !== owner && meet(box, other)) met.add(other);
        }
      }
      return [...met].reduce((sum, other) => sum + weightOf(other), 0);
    },
  };
}

const boxAround = (x, y, width, height, owner) => ({
  left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, owner,
});

/*
 * Where labels go: a list of {node, lines, x, y, box}, in the coordinates of the picture.
 * `spots` are {node, x, y, r} in order of importance; `must` are always labelled; no label
 * leaves the `frame`.
 */
function placeLabels(spots, ruler, { pixel, must, frame }) {
  const room = makeRoom(120 * pixel);
  for (const { node, x, y, r } of spots) room.take(boxAround(x, y, 2 * r, 2 * r, node));
  const placed = [];
  const forced = spots.filter((spot) => must.has(spot.node));
  for (const spot of [...forced, ...spots.filter((other) => !must.has(other.node))]) {
    const isForced = must.has(spot.node);
    const options = [false, true].flatMap((isNarrow) => {
      const { lines, width, height } = ruler(spot.node, isNarrow);
      return candidates(spot, { width, height }, pixel).map((box) => ({ lines, box }));
    }).filter(({ box }) => isForced || isInside(box, frame));
    const free = options.find(({ box }) => !room.crowding(box, spot.node))
      || leastCrowded(options, spot.node, room, isForced ? Infinity : placed.length < LEADING ? 1 : 0);
    if (!free) continue;
    room.take({ ...free.box, owner: null });
    placed.push({ node: spot.node, ...free });
  }
  return { placed, room };
}

/* How many of the first names may cover the shape of another, which is never a country's. */
const LEADING = 16;
/* What is in the way of a name: another name, a country, any other shape. */
const weightOf = ({ owner }) => (owner ? (owner.kind === 'country' ? 10 : 1) : 100);

function leastCrowded(options, node, room, most) {
  const tried = most ? options.map((option) => ({ option, crowding: room.crowding(option.box, node) })) : [];
  const [best] = tried.sort((one, two) => one.crowding - two.crowding);
  return best && best.crowding <= most ? best.option : null;
}

const isInside = (box, frame) => box.left >= frame.left && box.right <= frame.right
  && box.top >= frame.top && box.bottom <= frame.bottom;

/* Around a node in order of preference: below, above, at its sides, at its corners. */
function candidates({ node, x, y, r }, label, pixel) {
  const [width, height] = [(label.width + 4) * pixel, label.height * pixel];
  const [down, aside] = [r + 5 * pixel + height / 2, r + 5 * pixel + width / 2];
  const corner = [aside * 0.72, down * 0.8];
  const corners = [[1, 1], [-1, 1], [1, -1], [-1, -1]].map(([right, below]) => [right * corner[0], below * corner[1]]);
  return [[0, down], [0, -down], [aside, 0], [-aside, 0], ...corners].map(([right, below]) =>
    boxAround(x + right, y + below, width, height, node));
}

const SHEET = { width: 1024, height: 512 };

/*
 * Draws labels, each as it was drawn once on a sheet: outlined text is slow where there is no
 * GPU, and so are many small canvases.
 */
function makeStamp(palette) {
  let sharpness = 1;
  let spots = new Map();
  let sheets = [];
  let pen = { x: 0, y: 0, row: 0 };

  function clear(ratio) {
    sharpness = ratio;
    spots = new Map();
    sheets = [];
    pen = { x: 0, y: 0, row: 0 };
  }

  /* A free place of this size on the last sheet, or on a new one. */
  function claim(width, height) {
    if (pen.x + width > SHEET.width) pen = { x: 0, y: pen.y + pen.row, row: 0 };
    if (!sheets.length || pen.y + height > SHEET.height) {
      sheets.push(element('canvas', SHEET).getContext('2d'));
      pen = { x: 0, y: 0, row: 0 };
    }
    const spot = { sheet: sheets[sheets.length - 1], x: pen.x, y: pen.y, width, height };
    pen = { x: pen.x + width, y: pen.y, row: Math.max(pen.row, height) };
    return spot;
  }

  function write({ node, lines, box }, pixel) {
    const [width, height] = [(box.right - box.left) / pixel + 8, (box.bottom - box.top) / pixel + 8];
    const spot = claim(Math.ceil(width * sharpness), Math.ceil(height * sharpness));
    spot.sheet.setTransform(sharpness, 0, 0, sharpness, spot.x, spot.y);
    for (const [at, { text, style }] of lines.entries()) {
      drawText(spot.sheet, text, { x: width / 2, y: 4 + (at + 0.5) * LINE, style, palette, pixel: 1 });
    }
    spots.set(node, { ...spot, lines });
  }

  /* Draws these labels; `alphaOf` says how strongly each. */
  return (context, labels, { pixel, alphaOf }) => {
    const view = context.getTransform();
    if (Math.abs(view.a * pixel - sharpness) > 0.01) clear(view.a * pixel);
    for (const label of labels) if (spots.get(label.node)?.lines !== label.lines) write(label, pixel);
    context.save();
    context.resetTransform();
    for (const { node, box: { left, top } } of labels) {
      const { sheet, x, y, width, height } = spots.get(node);
      const at = view.transformPoint({ x: left - 4 * pixel, y: top - 4 * pixel });
      context.globalAlpha = alphaOf(node);
      context.drawImage(sheet.canvas, x, y, width, height, Math.round(at.x), Math.round(at.y), width, height);
    }
    context.restore();
  };
}

function drawText(context, text, { x, y, style, palette, pixel }) {
  const [weight, size] = LABEL_FONTS[style].split(' ');
  context.font = `${weight} ${Number.parseFloat(size) * pixel}px ${palette.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4 * pixel;
  context.strokeStyle = palette.stage;
  context.strokeText(text, x, y);
  context.fillStyle = style === 'name' || style === 'event' ? palette.ink : palette.muted;
  context.fillText(text, x, y);
}
