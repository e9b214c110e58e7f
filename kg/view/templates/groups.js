/* Groups of nodes that belong together, drawn as one until they are opened. */

/* How many of an opened group are shown at once. */
const OPENED_AT_ONCE = 90;
const GROUPS_AT_ONCE = 60;

/* Whether there are several groups, without making them. */
const hasGroups = ({ nodes }) => {
  const first = nodes.find((node) => isGrouped(node));
  return Boolean(first) && nodes.some((node) => isGrouped(node) && node.community !== first.community);
};

const isGrouped = ({ community }) => community !== null && community !== undefined;

/* A group stands in the middle of its members and is named after the first of them. */
function groupsOf(model) {
  const members = new Map();
  for (const node of model.nodes) {
    if (!isGrouped(node)) continue;
    if (!members.has(node.community)) members.set(node.community, []);
    members.get(node.community).push(node);
  }
  return [...members].map(([community, nodes], at) => ({
    number: model.nodes.length + at,
    id: `group ${community}`,
    community,
    kind: 'group',
    isGroup: true,
    isEvent: false,
    label: wordList(nodes.filter((node) => !node.isEvent).slice(0, 3).map((node) => node.label)),
    members: nodes,
    conflicts: [],
    links: [],
    sentences: 1,
    articles: Math.max(...nodes.map((node) => node.articles)),
    x: middle(nodes.map((node) => node.x)),
    y: middle(nodes.map((node) => node.y)),
  }));
}

function middle(numbers) {
  return [...numbers].sort((one, two) => one - two)[Math.floor(numbers.length / 2)];
}

/* The picture with groups: the closed ones as one node each, the opened with their members. */
function grouping(model, choice, nodes, links) {
  const here = new Set(nodes);
  const closed = new Map();
  for (const group of model.groups.slice(0, GROUPS_AT_ONCE)) {
    if (choice.opened.has(group)) continue;
    for (const node of group.members) if (here.has(node)) closed.set(node, group);
  }
  const open = [...choice.opened].flatMap((group) =>
    group.members.filter((node) => here.has(node)).slice(0, OPENED_AT_ONCE));
  const loose = nodes.filter((node) => node.community === null).slice(0, choice.limit / 3);
  const pinned = nodes.filter((node) => choice.pinned.has(node) || choice.asked.has(node));
  const shown = new Set([...open, ...loose, ...pinned]);
  const standIn = (node) => (shown.has(node) ? node : closed.get(node) || null);
  return {
    nodes: [...new Set(closed.values()), ...model.nodes.filter((node) => shown.has(node))],
    links: bundled(model, links.map(model.linkAt), standIn),
  };
}

/* Links between what stands for their ends; those that run alongside each other are one. */
function bundled(model, links, standIn) {
  const bundles = new Map();
  const single = [];
  for (const link of links) {
    const [subject, object] = [standIn(link.subject), standIn(link.object)];
    if (!subject || !object || subject === object) continue;
    if (subject === link.subject && object === link.object) single.push(link);
    else addTo(bundles, model, link, [subject, object].sort((one, two) => one.number - two.number));
  }
  return [...single, ...bundles.values()];
}

function addTo(bundles, model, link, [subject, object]) {
  const key = `${subject.number} ${object.number}`;
  if (!bundles.has(key)) {
    bundles.set(key, {
      number: model.linkCount + bundles.size, isBundle: true, subject, object, event: null,
      status: 'happened', predicate: 'bundle', label: '', evidence: [], articles: 0, origins: 0, conflicts: [],
    });
  }
  const bundle = bundles.get(key);
  bundle.origins += 1;
  bundle.articles = bundle.origins;
}
