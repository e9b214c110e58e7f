/*
 * Where nodes stand on the canvas: at their computed places, scaled for as many nodes as are
 * shown, and moved just so far that names do not cover each other. Pixels at zoom 1.
 */

const SPACING = 112;

function makePlaces(model, host, footprint) {
  const places = new Map();
  let roomFor = 0;
  let stretch = 1;

  /* Gives each node a place; those that have one keep it, unless many more or fewer are shown. */
  function place(nodes) {
    const room = Math.max(nodes.length, Math.min(model.nodes.length, model.workingSet));
    const isAnew = room > 1.6 * roomFor || room < 0.4 * roomFor;
    if (isAnew) {
      roomFor = room;
      places.clear();
      stretch = stretchFor(nodes);
    }
    const scale = (SPACING / model.unit) * Math.sqrt(roomFor / Math.max(1, model.nodes.length));
    const fresh = new Set(nodes.filter((node) => !places.has(node)));
    for (const node of fresh) {
      places.set(node, { x: node.x * scale * stretch, y: (node.y * scale) / stretch });
    }
    makeWay(nodes, fresh, 1);
    makeWay(nodes, fresh, Math.min(1, Math.max(0.62, fitScale(nodes))));
    return isAnew;
  }

  /* How much wider and lower the picture must be for its outline to be that of the window. */
  function stretchFor(nodes) {
    const extent = (axis) => {
      const along = nodes.map((node) => node[axis]);
      return Math.max(...along) - Math.min(...along) + 2 * model.unit;
    };
    const wanted = host.clientWidth / Math.max(1, host.clientHeight);
    return Math.min(1.8, Math.max(0.75, Math.sqrt((wanted * extent('y')) / extent('x'))));
  }

  /*
   * Moves the nodes in `free` until no two named nodes overlap at this scale of the picture,
   * or for so many rounds.
   */
  function makeWay(nodes, free, scale) {
    const boxes = nodes.map((node) => {
      const { width, height, below } = footprint(node);
      const at = places.get(node);
      return { node, at, isFree: free.has(node), width: width / scale, height: height / scale, below: below / scale };
    });
    for (let round = 0; round < (nodes.length > 600 ? 8 : 40); round += 1) {
      if (!sweep(boxes)) break;
    }
  }

  /* Separates what overlaps, from left to right; whether anything did. */
  function sweep(boxes) {
    for (const box of boxes) box.left = box.at.x - box.width / 2;
    inOrder(boxes);
    let moved = false;
    for (let first = 0; first < boxes.length; first += 1) {
      const right = boxes[first].left + boxes[first].width;
      for (let second = first + 1; second < boxes.length && boxes[second].left < right; second += 1) {
        moved = separate(boxes[first], boxes[second]) || moved;
      }
    }
    return moved;
  }

  /* Sorts from left to right by moving up what stands too late; most boxes stand right. */
  function inOrder(boxes) {
    for (let at = 1; at < boxes.length; at += 1) {
      const box = boxes[at];
      let to = at;
      for (; to > 0 && isBefore(box, boxes[to - 1]); to -= 1) boxes[to] = boxes[to - 1];
      boxes[to] = box;
    }
  }

  const isBefore = (one, two) => one.left < two.left
    || (one.left === two.left && one.node.number < two.node.number);

  function separate(one, two) {
    const across = two.at.x - one.at.x;
    const overX = (one.width + two.width) / 2 - Math.abs(across);
    if (overX <= 0) return false;
    const down = two.at.y + two.below - one.at.y - one.below;
    const overY = (one.height + two.height) / 2 - Math.abs(down);
    if (overY <= 0 || !(one.isFree || two.isFree)) return false;
    const share = one.isFree && two.isFree ? 0.5 : 1;
    const sideways = overX < overY;
    const step = (sideways ? overX : overY) * share * ((sideways ? across : down) < 0 ? -1 : 1);
    if (one.isFree) one.at[sideways ? 'x' : 'y'] -= step;
    if (two.isFree) two.at[sideways ? 'x' : 'y'] += step;
    return true;
  }

  function bounds(nodes) {
    const edges = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const node of nodes) {
      const [{ x, y }, { width, height, below }] = [places.get(node), footprint(node)];
      edges.left = Math.min(edges.left, x - width / 2);
      edges.right = Math.max(edges.right, x + width / 2);
      edges.top = Math.min(edges.top, y + below - height / 2);
      edges.bottom = Math.max(edges.bottom, y + below + height / 2);
    }
    return edges;
  }

  /* The zoom at which these nodes just fill the window. */
  function fitScale(nodes) {
    const { left, right, top, bottom } = bounds(nodes);
    const [width, height] = [host.clientWidth - 44, host.clientHeight - 96];
    return Math.max(0.02, Math.min(width / (right - left), height / (bottom - top)));
  }

  return {
    place,
    bounds,
    fitScale,
    of: (node) => places.get(node),
    put: (node, { x, y }) => places.set(node, { x, y }),
  };
}
