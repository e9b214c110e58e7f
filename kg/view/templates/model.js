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
    node.isEvent = node.kind === 'event';
    node.quad = node.isEvent ? quadOf(node.quad) : null;
    node.root = node.isEvent ? rootOf(node.event_type) : null;
    if (node.isEvent) node.status = knownStatus(node.status);
  }
  const links = rows(graph.links);
  for (const [number, link] of links.entries()) {
    link.number = number;
    link.subject = nodes[link.from];
    link.object = nodes[link.to];
    link.status = knownStatus(link.status);
    link.event = link.subject.isEvent ? link.subject : link.object.isEvent ? link.object : null;
    link.subject.links.push(link);
    if (link.object !== link.subject) link.object.links.push(link);
  }
  for (const node of nodes) if (node.isEvent) tellEvent(node);
  return {
    ...graph,
    nodes,
    links,
    byIri: new Map(nodes.map((node) => [node.id, node])),
    sentences: sentenceReader(graph),
  };
}

/* Gives an event its words: `who` did `what` to `whom`, and all of it as one `headline`. */
function tellEvent(event) {
  const ends = (predicate) => event.links
    .filter((link) => link.predicate === predicate
      && (link.status !== 'denied' || event.status === 'denied'))
    .map((link) => otherEnd(link, event));
  event.what = whatOf(event);
  event.who = ends('actor');
  event.whom = ends('recipient');
  const parts = [nameList(event.who), event.what, nameList(event.whom)];
  event.headline = parts.filter(Boolean).join(' ');
}

/* "Peru", "Peru and Chile", "Peru, Chile and 3 more". */
function nameList(nodes, most = 3) {
  const names = nodes.slice(0, most).map((node) => node.label);
  if (nodes.length > most) names.splice(most - 1, 1, `${nodes.length - most + 1} more`);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

const titleOf = (node) => (node.isEvent ? node.headline : node.label);

const knownStatus = (status) => (STATUSES.includes(status) ? status : 'possible');

const otherEnd = (link, node) => (link.subject === node ? link.object : link.subject);

/* Reads evidence by number; each block is unpacked once, when first needed. */
function sentenceReader(graph) {
  const blocks = new Map();
  const blockOf = (number) => {
    const at = Math.floor(number / graph.sentencesPerBlock);
    if (!blocks.has(at)) blocks.set(at, readBlock(`sentences-${at}`));
    return blocks.get(at);
  };
  return (numbers) => Promise.all(numbers.map(async (number) => {
    const sentence = (await blockOf(number))[number % graph.sentencesPerBlock];
    return { ...sentence, about: graph.articles[sentence.article] };
  }));
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
