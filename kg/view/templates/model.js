/*
 * The graph. Nodes come in order of importance, and a node's number is its place. A link runs
 * from subject to object: from an actor to the event, from the event to its recipient.
 */

const NONE = Object.freeze([]);

const folded = (text) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’'`]/g, '').toLowerCase();

async function readModel() {
  const graph = await readBlock('graph');
  const model = {
    articles: graph.articles,
    conflicts: graph.conflicts,
    evidence: graph.evidence,
    options: graph.options,
    sentenceCount: graph.sentenceCount,
    unit: graph.unit,
    workingSet: graph.workingSet,
    sentences: sentenceReader(graph),
    publishers: publishersOf(graph),
    disputed: { nodes: new Map(), links: new Map() },
  };
  addNodes(model, graph.nodes);
  addLinks(model, graph.links);
  lazily(model, 'byIri', () => new Map(model.nodes.map((node) => [node.id, node])));
  lazily(model, 'groups', () => groupsOf(model));
  attachConflicts(model);
  return model;
}

const readers = (columns) =>
  Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, reader(column)]));

function addNodes(model, columns) {
  const read = readers(columns);
  const length = rowCount(columns);
  const isEvent = Uint8Array.from({ length }, (_, number) => read.kind(number) === 'event');
  const ofEvents = (name, how) => {
    const found = length ? mappedReader(columns[name], how) : null;
    return (number) => (isEvent[number] ? found(number) : null);
  };
  const days = remembering(dayNumber);
  const Node = rowClass({
    ...read,
    isEvent: (number) => isEvent[number] === 1,
    quad: ofEvents('quad', quadOf),
    root: ofEvents('event_type', rootOf),
    status: ofEvents('status', knownStatus),
    contexts: length && columns.contexts ? mappedReader(columns.contexts, (text) => (text ? text.split(' ') : NONE)) : () => NONE,
    days: (number) => daysBetween(read.begin(number), read.end(number), days),
    conflicts: (number) => model.disputed.nodes.get(number) || NONE,
  });
  lazily(Node.prototype, 'links', ({ number }) => Array.from(model.touching(number), model.linkAt));
  tellEvents(Node.prototype);
  model.nodes = Array.from({ length }, (_, number) => new Node(number));
  model.isEvent = isEvent;
  model.ofKind = groupedBy(model.nodes, (node) => node.kind);
  model.events = model.ofKind.get('event') || NONE;
}

function groupedBy(items, key) {
  const found = new Map();
  for (const item of items) {
    const name = key(item);
    if (found.has(name)) found.get(name).push(item);
    else found.set(name, [item]);
  }
  return found;
}

/* The words of an event: `who` did `what` to `whom`, and all of it as one `headline`. */
function tellEvents(prototype) {
  const ends = (event, predicate) => [...new Set(event.links
    .filter((link) => link.predicate === predicate
      && (link.status !== 'denied' || event.status === 'denied'))
    .map((link) => otherEnd(link, event)))];
  lazily(prototype, 'what', whatOf);
  lazily(prototype, 'who', (event) => ends(event, 'actor'));
  /* In a meeting everyone is both; nobody is named twice. */
  lazily(prototype, 'whom', (event) => ends(event, 'recipient').filter((node) => !event.who.includes(node)));
  lazily(prototype, 'headline', (event) =>
    [nameList(event.who), event.what, nameList(event.whom)].filter(Boolean).join(' '));
}

/*
 * Links are made when they are first asked for by number; `linkEnds` has the numbers of their
 * nodes and `linkEvent` the number of the event that they are part of, or -1.
 */
function addLinks(model, columns) {
  const { evidence, ...rest } = columns;
  const length = rowCount(rest);
  const from = Int32Array.from(length ? rest.from : []);
  const to = Int32Array.from(length ? rest.to : []);
  const { isEvent, nodes } = model;
  const linkEvent = from.map((end, number) => (isEvent[end] ? end : isEvent[to[number]] ? to[number] : -1));
  const status = length ? mappedReader(rest.status, knownStatus) : null;
  const Link = rowClass({
    ...readers(rest),
    status,
    evidence: listReader(evidence),
    subject: (number) => nodes[from[number]],
    object: (number) => nodes[to[number]],
    event: (number) => nodes[linkEvent[number]] || null,
    conflicts: (number) => model.disputed.links.get(number) || NONE,
  });
  const made = new Array(length);
  Object.assign(model, {
    linkCount: length,
    linkAt(number) {
      made[number] = made[number] || new Link(number);
      return made[number];
    },
    linkStatus: status,
    linkEvidence: listReader(evidence),
    linkEnds: { from, to },
    linkEvent,
    touching: adjacency(nodes.length, from, to),
  });
}

/* A function from a node's number to the numbers of its links. */
function adjacency(length, from, to) {
  const starts = new Uint32Array(length + 2);
  const each = (visit) => {
    for (let link = 0; link < from.length; link += 1) {
      visit(from[link], link);
      if (to[link] !== from[link]) visit(to[link], link);
    }
  };
  each((node) => { starts[node + 2] += 1; });
  for (let node = 2; node < starts.length; node += 1) starts[node] += starts[node - 1];
  const links = new Uint32Array(starts[length + 1]);
  each((node, link) => {
    links[starts[node + 1]] = link;
    starts[node + 1] += 1;
  });
  return (node) => links.subarray(starts[node], starts[node + 1]);
}

/* Conflicts know the things that they are about, and these know them. */
function attachConflicts(model) {
  const { nodes, links } = model.disputed;
  const add = (map, number, conflict) => {
    const known = map.get(number) || [];
    if (!known.includes(conflict)) map.set(number, [...known, conflict]);
  };
  for (const [number, conflict] of model.conflicts.entries()) {
    conflict.number = number;
    conflict.about = conflict.about.map((node) => model.nodes[node]);
    const evidence = new Set(conflict.sides.flatMap((side) => side.evidence));
    for (const node of conflict.about) {
      add(nodes, node.number, conflict);
      for (const link of node.links) {
        const isTold = !link.event && link.evidence.some((piece) => evidence.has(piece));
        if (isTold) add(links, link.number, conflict);
      }
    }
  }
}

/* What articles are published by whom: names by how many articles they have, the most first. */
function publishersOf({ articles }) {
  const tally = groupedBy(articles, ({ publisher }) => publisher || '');
  return [...tally].map(([name, all]) => [name, all.length])
    .sort((one, two) => two[1] - one[1] || (one[0] < two[0] ? -1 : 1));
}

const titleOf = (node) => (node.isEvent ? node.headline : node.label);

const knownStatus = (status) => (STATUSES.includes(status) ? status : 'possible');

const isRole = (link) => link.predicate === 'actor' || link.predicate === 'recipient';

const otherEnd = (link, node) => (link.subject === node ? link.object : link.subject);

/* How many independent origins tell of a thing; articles where nobody has counted them. */
const originsOf = (thing) => (thing.event || thing).origins ?? thing.articles;

/* A node with what its stories hold: neighbours, and everyone else in its events. */
function around(node) {
  const found = new Set([node]);
  for (const link of node.links) {
    const near = otherEnd(link, node);
    found.add(near);
    if (near.isEvent) for (const further of near.links) found.add(otherEnd(further, near));
  }
  return found;
}
