/* The part of the address after # keeps what is picked and chosen, so that a link restores it. */

const LISTS = ['kinds', 'roots', 'contexts', 'statuses', 'sources', 'certainties'];
const FLAGS = ['undated', 'disputed', 'grouped'];

const linkName = (link) => [link.subject.id, link.predicate, link.object.id, link.label].join(' ');

/* What is picked as a name and a value; numbers would change with the graph, ids do not. */
function pickedName({ node, link, conflict, pair, path }) {
  if (node) return node.isGroup ? ['group', String(node.community)] : ['node', node.id];
  if (link) return ['link', linkName(link)];
  if (conflict) return ['conflict', conflict.id];
  if (pair) return ['pair', `${pair.actor.id} ${pair.recipient.id}`];
  if (path) return ['path', `${path.nodes[0].id} ${path.nodes[path.nodes.length - 1].id}`];
  return null;
}

function addressOf({ picked, choice, view }) {
  const words = new URLSearchParams();
  const name = pickedName(picked);
  if (name) words.set(...name);
  if (view !== 'graph') words.set('view', view);
  if (choice.focus) words.set('focus', choice.focus.id);
  for (const end of ['since', 'until']) if (choice[end]) words.set(end, choice[end]);
  for (const flag of FLAGS) if (choice[flag]) words.set(flag, '1');
  for (const list of LISTS) {
    const [all, chosen_] = [choice.all[list], choice[list]];
    const off = [...all].filter((value) => !chosen_.has(value));
    const added = [...chosen_].filter((value) => !all.has(value));
    for (const value of off) words.append(`no-${list}`, value);
    for (const value of added) words.append(`also-${list}`, value);
  }
  return words.toString();
}

/* Brings the choice to an address; names that the graph does not have are passed over. */
function readAddress(text, model, choice) {
  const words = new URLSearchParams(text);
  Object.assign(choice, choice.fresh());
  for (const end of ['since', 'until']) {
    if (dayNumber(words.get(end)) !== null) choice[end] = words.get(end).slice(0, 10);
  }
  for (const flag of FLAGS) choice[flag] = words.get(flag) === '1';
  for (const list of LISTS) {
    for (const value of words.getAll(`no-${list}`)) choice[list].delete(value);
    for (const value of words.getAll(`also-${list}`)) if (STATUSES.includes(value)) choice[list].add(value);
  }
  choice.focus = model.byIri.get(words.get('focus')) || null;
  return { view: words.get('view') || 'graph', picked: readPicked(words, model) };
}

function linkNamed(model, name) {
  const subject = model.byIri.get(name.split(' ')[0]);
  return subject && subject.links.find((link) => linkName(link) === name);
}

function readPicked(words, model) {
  const ends = (name) => (words.get(name) || '').split(' ').map((id) => model.byIri.get(id));
  const node = model.byIri.get(words.get('node'))
    || (words.has('group') && model.groups.find((group) => String(group.community) === words.get('group')));
  if (node) return { node };
  const link = words.has('link') && linkNamed(model, words.get('link'));
  if (link) return { link };
  const conflict = model.conflicts.find(({ id }) => id === words.get('conflict'));
  if (conflict) return { conflict };
  const [actor, recipient] = ends('pair');
  if (actor && recipient) return { pair: { actor, recipient } };
  const [from, to] = ends('path');
  return from && to ? { way: { from, to } } : {};
}
