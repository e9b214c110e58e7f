/* The shortest way from one node to another over links that the reader lets through. */

/* Nodes and links of the way, or null where there is none. Of ways as short, the most told. */
function shortestPath(from, to, tests) {
  const came = new Map([[from, null]]);
  let wave = [from];
  while (wave.length && !came.has(to)) {
    const next = [];
    for (const node of wave) {
      for (const { link, end } of steps(node, tests)) {
        if (came.has(end)) continue;
        came.set(end, { node, link });
        next.push(end);
      }
    }
    wave = next.sort((one, two) => one.number - two.number);
  }
  return came.has(to) ? wayBack(came, to) : null;
}

const steps = (node, tests) => node.links
  .filter((link) => tests.link(link))
  .map((link) => ({ link, end: otherEnd(link, node) }))
  .sort((one, two) => one.end.number - two.end.number);

function wayBack(came, to) {
  const way = { nodes: [to], links: [] };
  for (let step = came.get(to); step; step = came.get(step.node)) {
    way.nodes.unshift(step.node);
    way.links.unshift(step.link);
  }
  return way;
}
