/* Which nodes and links the reader sees: filters, focus, and how many at once. */

/* The filters that are sets of what is let through, with all that there is to let through. */
function allOf(model) {
  return {
    kinds: new Set(model.ofKind.keys()),
    roots: new Set(model.events.map((event) => event.root)),
    contexts: new Set(model.events.flatMap((event) => contextsOf(event))),
    statuses: new Set(STATUSES.filter((status) => status !== 'denied')),
    sources: new Set(model.publishers.map(([name]) => name)),
    certainties: new Set(CERTAINTIES),
  };
}

/* What an event is about; '' where its reports do not say. */
const contextsOf = ({ contexts }) => (contexts.length ? contexts : NO_CONTEXT);
const NO_CONTEXT = [''];

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

/* Whether a link, by its number, is told by a chosen source, as surely as is asked for. */
function makeEvidenceTest(model, choice) {
  const isWhole = choice.sources.size === choice.all.sources.size
    && choice.certainties.size === CERTAINTIES.length;
  if (isWhole) return () => true;
  const { article, code } = model.evidence;
  const isChosen = (piece) => choice.sources.has(model.articles[article[piece]].publisher || '')
    && choice.certainties.has(CERTAINTIES[Number(code[piece])]);
  return (link) => model.linkEvidence(link).some(isChosen);
}

/*
 * Tests of nodes and links under a choice, and of links by number alone; a node's answer is
 * found once.
 */
function makeTests(model, choice) {
  const isTold = makeEvidenceTest(model, choice);
  const answers = new Uint8Array(model.nodes.length);
  const { from, to } = model.linkEnds;
  const eventPasses = (event) => choice.statuses.has(event.status) && choice.roots.has(event.root)
    && contextsOf(event).some((context) => choice.contexts.has(context))
    && (!choice.disputed || event.conflicts.length > 0)
    && isOnDay(choice, event) && model.touching(event.number).some(isTold);
  const passes = (node) => choice.asked.has(node)
    || (choice.kinds.has(node.kind) && (!node.isEvent || eventPasses(node)));
  const passesAt = (number) => {
    if (!answers[number]) answers[number] = passes(model.nodes[number]) ? 1 : 2;
    return answers[number] === 1;
  };
  const linkAt = (number) => choice.statuses.has(model.linkStatus(number))
    && (!choice.disputed || model.linkEvent[number] >= 0 || model.disputed.links.has(number))
    && passesAt(from[number]) && passesAt(to[number]) && isTold(number);
  return { node: (one) => passesAt(one.number), link: (one) => linkAt(one.number), linkAt };
}

/* What passes: links by number, and nodes that are in one of them or asked for. */
function eligible(model, choice) {
  const tests = makeTests(model, choice);
  const { from, to } = model.linkEnds;
  let links = numbersWhere(model.linkCount, tests.linkAt);
  const linked = new Uint8Array(model.nodes.length);
  const isNarrow = choice.since !== null || choice.until !== null;
  for (const link of links) {
    if (isNarrow && model.linkEvent[link] < 0) continue;
    linked[from[link]] = 1;
    linked[to[link]] = 1;
  }
  /* Facts have no day: on chosen days they stand between those who take part in events. */
  if (isNarrow) links = links.filter((link) => linked[from[link]] && linked[to[link]]);
  const circle = choice.focus ? around(choice.focus) : null;
  const fits = (node) =>
    choice.asked.has(node) || (linked[node.number] === 1 && (!circle || circle.has(node)));
  return { links, nodes: model.nodes.filter(fits), tests };
}

function numbersWhere(length, test) {
  const found = [];
  for (let number = 0; number < length; number += 1) if (test(number)) found.push(number);
  return found;
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
  const shown = [...nodes.slice(0, choice.limit), ...rest];
  const isShown = new Uint8Array(model.nodes.length);
  for (const node of shown) isShown[node.number] = 1;
  const { from, to } = model.linkEnds;
  return {
    ...base,
    nodes: shown,
    links: links.filter((link) => isShown[from[link]] && isShown[to[link]]).map(model.linkAt),
  };
}
