/* The graph and its sentences, read from the data blocks of this file. */

async function readBlock(id) {
  const block = byId(id);
  if (block.dataset.encoding === 'json') return JSON.parse(block.textContent);
  const packed = atob(block.textContent.trim());
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(plain).json();
}

/* Columns to objects: {a: [1, 2]} to [{a: 1}, {a: 2}]. */
function rows(columns) {
  const names = Object.keys(columns);
  const length = names.length ? columns[names[0]].length : 0;
  const made = new Array(length);
  for (let at = 0; at < length; at += 1) {
    const row = {};
    for (const name of names) row[name] = columns[name][at];
    made[at] = row;
  }
  return made;
}

const folded = (text) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’'`]/g, '').toLowerCase();

/*
 * The whole graph. Nodes come in order of importance, and a node's number is its place.
 * A link runs from subject to object: from an actor to the event, from the event to its
 * recipient.
 */
async function readModel() {
  const graph = await readBlock('graph');
  const nodes = rows(graph.nodes);
  for (const [number, node] of nodes.entries()) {
    node.number = number;
    node.links = [];
    node.conflicts = [];
    node.isEvent = node.kind === 'event';
    node.quad = node.isEvent ? quadOf(node.quad) : null;
    node.root = node.isEvent ? rootOf(node.event_type) : null;
    if (node.isEvent) node.status = knownStatus(node.status);
    if (node.isEvent) node.days = daysBetween(node);
  }
  const links = rows(graph.links);
  for (const [number, link] of links.entries()) connect(link, number, nodes);
  for (const node of nodes) if (node.isEvent) tellEvent(node);
  const model = {
    ...graph,
    nodes,
    links,
    byIri: new Map(nodes.map((node) => [node.id, node])),
    sentences: sentenceReader(graph),
    publishers: publishersOf(graph),
  };
  attachConflicts(model);
  return { ...model, groups: groupsOf(model) };
}

function connect(link, number, nodes) {
  link.number = number;
  link.subject = nodes[link.from];
  link.object = nodes[link.to];
  link.status = knownStatus(link.status);
  link.conflicts = [];
  link.event = link.subject.isEvent ? link.subject : link.object.isEvent ? link.object : null;
  link.subject.links.push(link);
  if (link.object !== link.subject) link.object.links.push(link);
}

/* Conflicts know the things that they are about, and these know them. */
function attachConflicts(model) {
  for (const [number, conflict] of model.conflicts.entries()) {
    conflict.number = number;
    conflict.about = conflict.about.map((node) => model.nodes[node]);
    const evidence = new Set(conflict.sides.flatMap((side) => side.evidence));
    for (const node of conflict.about) {
      node.conflicts.push(conflict);
      for (const link of node.links) {
        const isTold = !link.event && link.evidence.some((piece) => evidence.has(piece));
        if (isTold && !link.conflicts.includes(conflict)) link.conflicts.push(conflict);
      }
    }
  }
}

/* What articles are published by whom: names by how many articles they have, the most first. */
function publishersOf({ articles }) {
  const tally = new Map();
  for (const { publisher } of articles) tally.set(publisher || '', (tally.get(publisher || '') || 0) + 1);
  return [...tally].sort((one, two) => two[1] - one[1] || (one[0] < two[0] ? -1 : 1));
}

/* Gives an event its words: `who` did `what` to `whom`, and all of it as one `headline`. */
function tellEvent(event) {
  const ends = (predicate) => [...new Set(event.links
    .filter((link) => link.predicate === predicate
      && (link.status !== 'denied' || event.status === 'denied'))
    .map((link) => otherEnd(link, event)))];
  event.what = whatOf(event);
  event.who = ends('actor');
  /* In a meeting everyone is both; nobody is named twice. */
  event.whom = ends('recipient').filter((node) => !event.who.includes(node));
  event.headline = [nameList(event.who), event.what, nameList(event.whom)].filter(Boolean).join(' ');
}

const titleOf = (node) => (node.isEvent ? node.headline : node.label);

const knownStatus = (status) => (STATUSES.includes(status) ? status : 'possible');

const isRole = (link) => link.predicate === 'actor' || link.predicate === 'recipient';

const otherEnd = (link, node) => (link.subject === node ? link.object : link.subject);

/* How many independent origins tell of a thing; articles where nobody has counted them. */
const originsOf = (thing) => (thing.event || thing).origins ?? thing.articles;

/* Reads evidence by number; each block is unpacked once, when first needed. */
function sentenceReader(graph) {
  const blocks = new Map();
  const blockOf = (at) => {
    if (!blocks.has(at)) blocks.set(at, readBlock(`sentences-${at}`));
    return blocks.get(at);
  };
  return (numbers) => Promise.all(numbers.map(async (number) => {
    const block = await blockOf(Math.floor(number / graph.sentencesPerBlock));
    return sentenceOf(graph, block, number);
  }));
}

/* Offsets count code points, which are not the units of JavaScript's strings. */
function sentenceOf(graph, block, number) {
  const at = number % graph.sentencesPerBlock;
  const whole = Array.from(block.paragraphs[block.paragraph[at]]);
  const [from, to] = [block.from[at], block.from[at] + block.length[at]];
  return {
    before: whole.slice(0, from).join(''),
    text: whole.slice(from, to).join(''),
    after: whole.slice(to).join(''),
    marks: block.marks[at],
    start: block.start[at],
    end: block.start[at] + block.length[at],
    speakers: block.speakers[at],
    status: block.status[at],
    rule: block.rule[at],
    certainty: CERTAINTIES[Number(graph.evidence.code[number])],
    about: graph.articles[graph.evidence.article[number]],
  };
}

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
