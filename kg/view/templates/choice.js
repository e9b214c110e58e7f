/* Which nodes and links the reader sees: filters, focus, and how many at once. */

function makeChoice(model) {
  const kinds = new Set(model.nodes.map((node) => node.kind));
  const roots = new Set(model.nodes.filter((node) => node.isEvent).map((node) => node.root));
  const fresh = () => ({
    kinds: new Set(kinds),
    roots: new Set(roots),
    statuses: new Set(STATUSES.filter((status) => status !== 'denied')),
    limit: model.workingSet,
    pinned: new Set(),
    focus: null,
  });
  return { ...fresh(), fresh };
}

function nodePasses(choice, node) {
  if (choice.pinned.has(node)) return true;
  if (!choice.kinds.has(node.kind)) return false;
  return !node.isEvent || (choice.statuses.has(node.status) && choice.roots.has(node.root));
}

const linkPasses = (choice, link) =>
  choice.statuses.has(link.status) &&
  nodePasses(choice, link.subject) &&
  nodePasses(choice, link.object);

/* Nodes and links to show, and how many nodes the filters would let through in all. */
function chosen(model, choice) {
  const links = model.links.filter((link) => linkPasses(choice, link));
  const linked = new Set();
  for (const link of links) linked.add(link.subject).add(link.object);
  const circle = choice.focus ? around(choice.focus) : null;
  const fits = (node) =>
    choice.pinned.has(node) || (linked.has(node) && (!circle || circle.has(node)));
  const eligible = model.nodes.filter(fits);
  const shown = new Set(eligible.slice(0, choice.limit));
  for (const node of choice.pinned) shown.add(node);
  return {
    nodes: model.nodes.filter((node) => shown.has(node)),
    links: links.filter((link) => shown.has(link.subject) && shown.has(link.object)),
    eligible: eligible.length,
  };
}
