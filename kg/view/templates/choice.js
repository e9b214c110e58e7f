/* Which nodes and links the reader sees: filters, focus, and how many at once. */

/* The filters that are sets of what is let through, with all that there is to let through. */
function allOf(model) {
  const events = model.nodes.filter((node) => node.isEvent);
  return {
    kinds: new Set(model.nodes.map((node) => node.kind)),
    roots: new Set(events.map((node) => node.root)),
    statuses: new Set(STATUSES.filter((status) => status !== 'denied')),
    sources: new Set(model.publishers.map(([name]) => name)),
    certainties: new Set(CERTAINTIES),
  };
}

function makeChoice(model) {
  const all = allOf(model);
  const fresh = () => ({
    ...Object.fromEntries(Object.entries(all).map(([name, values]) => [name, new Set(values)])),
    since: null,
    until: null,
    undated: false,
    disputed: false,
    grouped: false,
    opened: new Set(),
    limit: model.workingSet,
    pinned: new Set(),
    asked: new Set(),
    focus: null,
  });
  return { ...fresh(), fresh, all };
}

/* Whether no day is chosen, the event is on a chosen day, or it has none and may stay. */
function isOnDay(choice, event) {
  if (choice.since === null && choice.until === null) return true;
  if (!dateParts(event.begin)) return choice.undated;
  return (!choice.until || event.begin <= choice.until)
    && (!choice.since || (event.end || event.begin) >= choice.since);
}

/* Whether a link is told by a chosen source, as surely as is asked for. */
function makeEvidenceTest(model, choice) {
  const isWhole = choice.sources.size === choice.all.sources.size
    && choice.certainties.size === CERTAINTIES.length;
  if (isWhole) return () => true;
  const { article, code } = model.evidence;
  const isChosen = (piece) => choice.sources.has(model.articles[article[piece]].publisher || '')
    && choice.certainties.has(CERTAINTIES[Number(code[piece])]);
  return (link) => link.evidence.some(isChosen);
}

/* Tests of nodes and links under a choice; a node's answer is found once. */
function makeTests(model, choice) {
  const isTold = makeEvidenceTest(model, choice);
  const known = new Map();
  const eventPasses = (event) => choice.statuses.has(event.status) && choice.roots.has(event.root)
    && (!choice.disputed || event.conflicts.length > 0)
    && isOnDay(choice, event) && event.links.some(isTold);
  const passes = (node) => choice.asked.has(node)
    || (choice.kinds.has(node.kind) && (!node.isEvent || eventPasses(node)));
  const node = (one) => {
    if (!known.has(one)) known.set(one, passes(one));
    return known.get(one);
  };
  const link = (one) => choice.statuses.has(one.status)
    && (!choice.disputed || one.event || one.conflicts.length > 0)
    && node(one.subject) && node(one.object) && isTold(one);
  return { node, link };
}

/* What passes: links, and nodes that are in one of them or asked for. */
function eligible(model, choice) {
  const tests = makeTests(model, choice);
  let links = model.links.filter(tests.link);
  const linked = new Set();
  const isNarrow = choice.since !== null || choice.until !== null;
  for (const link of links) if (!isNarrow || link.event) linked.add(link.subject).add(link.object);
  /* Facts have no day: on chosen days they stand between those who take part in events. */
  if (isNarrow) links = links.filter((link) => linked.has(link.subject) && linked.has(link.object));
  const circle = choice.focus ? around(choice.focus) : null;
  const fits = (node) =>
    choice.asked.has(node) || (linked.has(node) && (!circle || circle.has(node)));
  return { links, nodes: model.nodes.filter(fits), tests };
}

/*
 * `asked` are shown whatever the filters say, `pinned` however many there are already.
 * Nodes and links to show; `events` are all that pass, shown or not, and `eligible` says how
 * many nodes there are in all.
 */
function chosen(model, choice) {
  const { links, nodes, tests } = eligible(model, choice);
  const events = nodes.filter((node) => node.isEvent);
  const base = { events, tests, eligible: nodes.length };
  if (choice.grouped) return { ...base, ...grouping(model, choice, nodes, links) };
  const rest = nodes.slice(choice.limit).filter((node) => choice.pinned.has(node) || choice.asked.has(node));
  const shown = new Set([...nodes.slice(0, choice.limit), ...rest]);
  return {
    ...base,
    nodes: [...shown],
    links: links.filter((link) => shown.has(link.subject) && shown.has(link.object)),
  };
}
