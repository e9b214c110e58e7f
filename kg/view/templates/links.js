/*
 * How lines look: colour by what the event is, width by how many independent origins tell of
 * it, dash by status. Widths are multiples of `stroke`.
 */

function linkLook(link, { palette, lit, dim, stroke }) {
  const colour = link.event && isRole(link) ? palette[link.event.quad]
    : link.conflicts.length ? palette.disputed : palette.edge;
  return {
    id: link.number,
    width: (lineWidth(link) + (lit ? 0.7 : 0)) * stroke,
    dashes: DASHES[link.status].length ? DASHES[link.status].map((dash) => dash * stroke) : false,
    color: { color: colour, hover: colour, opacity: dim ? 0.1 : lit ? 1 : 0.66 },
  };
}

/* Where a line runs: these do not change with what is picked. */
function linkCourse(link, bend) {
  return {
    from: link.subject.number,
    to: link.object.number,
    arrows: { to: { enabled: !link.isBundle, scaleFactor: link.event ? 0.6 : 0.42 } },
    smooth: bend === 0 ? false : {
      enabled: true,
      type: bend > 0 === link.subject.number < link.object.number ? 'curvedCW' : 'curvedCCW',
      roundness: Math.abs(bend),
    },
  };
}

/* One origin is a hair line; a bundle grows more slowly with the links that are in it. */
function lineWidth(link) {
  const told = Math.log2(Math.max(1, originsOf(link)));
  return link.isBundle ? 0.8 + Math.min(5, told * 0.7) : 1.1 + Math.min(3.2, told * 1.3);
}

/* How far each link bends aside: those between the same two nodes fan out. */
function bends(links) {
  const pairs = new Map();
  for (const link of links) {
    const pair = [link.subject.number, link.object.number].sort((one, two) => one - two).join();
    if (!pairs.has(pair)) pairs.set(pair, []);
    pairs.get(pair).push(link);
  }
  const bend = new Map();
  for (const group of pairs.values()) {
    group.forEach((link, at) => bend.set(link, 0.24 * (at - (group.length - 1) / 2)));
  }
  return bend;
}

/* The words of facts, where the line is long enough and nothing is in the way. */
function placeFacts(links, places, room, pixel) {
  const placed = [];
  for (const link of links) {
    const [tail, head] = [places.of(link.subject), places.of(link.object)];
    const text = wrapped(link.label, 30, 1)[0];
    const [width, height] = [text.length * 5.4 * pixel, 13 * pixel];
    const [across, down] = [Math.abs(head.x - tail.x), Math.abs(head.y - tail.y)];
    const box = boxAround((tail.x + head.x) / 2, (tail.y + head.y) / 2, width, height, link);
    if (across < width + 50 * pixel && down < 60 * pixel) continue;
    if (room.crowding(box, link)) continue;
    room.take(box);
    placed.push({ text, box });
  }
  return placed;
}
