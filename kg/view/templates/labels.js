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

/* The lines under a node: its name or, for an event, what happened and when. */
function labelLines(node) {
  if (node.isGroup) return wrapped(node.label, 26, 2).map((text) => ({ text, style: 'event' }));
  if (!node.isEvent) return wrapped(node.label, 20, 2).map((text) => ({ text, style: 'name' }));
  const lines = wrapped(node.what, 25, 3).map((text) => ({ text, style: 'event' }));
  const when = shortWhen(node);
  if (when) lines.push({ text: when, style: 'date' });
  return lines;
}

/* Measures labels, each once. */
function makeRuler(palette) {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map();
  const width = (text, style) => {
    context.font = `${LABEL_FONTS[style]} ${palette.sans}`;
    return context.measureText(text).width;
  };
  return (node) => {
    if (!known.has(node)) {
      const lines = labelLines(node);
      const widest = Math.max(...lines.map((line) => width(line.text, line.style)));
      known.set(node, { lines, width: widest, height: lines.length * LINE });
    }
    return known.get(node);
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
    /* How many rectangles of others are in the way. */
    crowding(box, owner) {
      const met = new Set();
      for (const key of cells(box)) {
        for (const other of grid.get(key) || []) {
          if (other.owner !== owner && meet(box, other)) met.add(other);
        }
      }
      return met.size;
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
    const label = ruler(spot.node);
    const tried = candidates(spot, label, pixel)
      .filter((box) => must.has(spot.node) || isInside(box, frame))
      .map((box) => ({ box, crowding: room.crowding(box, spot.node) }))
      .sort((one, two) => one.crowding - two.crowding);
    if (!tried.length || (tried[0].crowding && !must.has(spot.node))) continue;
    const [{ box }] = tried;
    room.take({ ...box, owner: null });
    placed.push({ node: spot.node, lines: label.lines, box });
  }
  return { placed, room };
}

const isInside = (box, frame) => box.left >= frame.left && box.right <= frame.right
  && box.top >= frame.top && box.bottom <= frame.bottom;

/* Below, above, right and left of a node, in this order of preference. */
function candidates({ node, x, y, r }, label, pixel) {
  const [width, height] = [(label.width + 4) * pixel, label.height * pixel];
  const [down, aside] = [r + 5 * pixel + height / 2, r + 5 * pixel + width / 2];
  return [[0, down], [0, -down], [aside, 0], [-aside, 0]].map(([right, below]) =>
    boxAround(x + right, y + below, width, height, node));
}

/* Draws labels, each from a bitmap made once: outlined text is slow where there is no GPU. */
function makeStamp(palette) {
  const bitmaps = new Map();
  let sharpness = 1;

  function bitmapOf({ node, lines, box }, pixel) {
    if (bitmaps.has(node)) return bitmaps.get(node);
    const [width, height] = [(box.right - box.left) / pixel + 8, (box.bottom - box.top) / pixel + 8];
    const made = element('canvas', {
      width: Math.ceil(width * sharpness), height: Math.ceil(height * sharpness),
    });
    const context = made.getContext('2d');
    context.scale(sharpness, sharpness);
    for (const [at, { text, style }] of lines.entries()) {
      drawText(context, text, { x: width / 2, y: 4 + (at + 0.5) * LINE, style, palette, pixel: 1 });
    }
    bitmaps.set(node, made);
    return made;
  }

  return (context, label, { pixel, alpha }) => {
    const view = context.getTransform();
    if (Math.abs(view.a * pixel - sharpness) > 0.01) bitmaps.clear();
    sharpness = view.a * pixel;
    const bitmap = bitmapOf(label, pixel);
    const { left, top } = label.box;
    const at = view.transformPoint({ x: left - 4 * pixel, y: top - 4 * pixel });
    context.save();
    context.resetTransform();
    context.globalAlpha = alpha;
    context.drawImage(bitmap, Math.round(at.x), Math.round(at.y));
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
