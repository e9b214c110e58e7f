/* Things as the panel lists them: a button that picks them, notes, how often they are told of. */

/* A name, or for an event who did what to whom, with the words of the news in italics. */
function titleParts(node) {
  if (!node.isEvent) return said(node.label);
  const [who, whom] = [nameList(node.who), nameList(node.whom)];
  return element('span', {}, who ? [said(who), ' '] : null, said(node.what, { class: 'what' }),
    whom ? [' ', said(whom)] : null);
}

const listed = (items, attributes = {}) =>
  element('ul', { class: 'list', ...attributes }, items.map((item) => element('li', {}, item)));

const MORE_AT_ONCE = 200;

/* A list that shows its first items and more on demand; these are put in `order` only then. */
function capped(things, row, attributes, most = 12, order = null) {
  const list = listed(things.slice(0, most).map(row), attributes);
  if (things.length <= most) return list;
  let rest = null;
  const label = (left) => (left <= MORE_AT_ONCE ? t('show.all', grouped(things.length))
    : t('more.of', grouped(MORE_AT_ONCE), grouped(left)));
  const more = button(label(things.length - most), () => {
    rest = rest || (order ? things.slice(most).sort(order) : things.slice(most));
    list.append(...rest.splice(0, MORE_AT_ONCE).map((thing) => element('li', {}, row(thing))));
    more.textContent = label(rest.length);
    if (!rest.length) more.remove();
  }, { class: 'more' });
  return [list, more];
}

const panelSection = (title, ...content) => element('section', {}, element('h3', {}, title), content);

/* One word when a thing is not simply told as fact. */
const statusNote = ({ status }) =>
  (status === 'happened' ? null
    : element('span', { class: `told is-${status}` }, t(`status.${status}`).toLowerCase()));

/* "3 articles · 2 independent origins", the second only where it says more. */
function toldWords(thing) {
  const articles = count('articles', thing.articles);
  const origins = (thing.event || thing).origins;
  return origins && origins < thing.articles ? `${articles} · ${count('origins', origins)}` : articles;
}

/* More origins, then more articles and sentences, then events of which both sides are known. */
const byWeight = (one, two) =>
  originsOf(two) - originsOf(one) || two.articles - one.articles || two.sentences - one.sentences
  || sidesOf(two) - sidesOf(one) || one.number - two.number;

/* The things with the weightiest `most` of them first, in order; the rest as they come. */
function ranked(things, most) {
  const best = [];
  for (const thing of things) {
    if (best.length === most && byWeight(best[most - 1], thing) <= 0) continue;
    const at = best.findIndex((other) => byWeight(thing, other) < 0);
    best.splice(at < 0 ? best.length : at, 0, thing);
    best.length = Math.min(best.length, most);
  }
  const first = new Set(best);
  return [...best, ...things.filter((thing) => !first.has(thing))];
}

/* Whether one knows who acts and to whom: 0, 1 or 2. */
const sidesOf = (node) =>
  (node.isEvent ? Math.sign(node.who.length) + Math.sign(node.whom.length + Math.max(0, node.who.length - 1)) : 0);

const byDate = (one, two) =>
  (one.begin || '9999').localeCompare(two.begin || '9999') || byWeight(one, two);

/* The office that is told most surely and most often, if any. */
function officeOf(person) {
  const held = person.links.filter((link) => link.predicate === 'holdsOffice'
    && link.subject === person && link.status !== 'denied');
  const [best] = held.sort((one, two) =>
    STATUSES.indexOf(one.status) - STATUSES.indexOf(two.status)
    || two.articles - one.articles || two.evidence.length - one.evidence.length);
  return best;
}

function officeNote(link) {
  const where = link.object.label;
  const words = link.label.includes(where) ? link.label : t('office', link.label, where);
  return [said(capital(words)), ' ', statusNote(link)];
}

/* Rows that need to know what a press on them does. */
function makeThings(on) {
  const thing = (node, extra = {}) =>
    button([swatch(node.kind, tint(node), node.status), titleParts(node)], () => on.pick({ node }), {
      class: `thing is-${node.status || 'happened'}`, ...extra,
    });

  const dispute = (conflicts) => (conflicts.length
    ? button([element('span', { 'aria-hidden': 'true' }, '≠ '), t('disputed')], () => on.pick({ conflict: conflicts[0] }), { class: 'dispute' })
    : null);

  /* How many sentences stand behind a link; pressed, it shows them. */
  const tally = (link) =>
    button(count('sentences.count', link.evidence.length), () => on.pick({ link }), { class: 'tally' });

  function eventRow(event) {
    const notes = [whenWords(event), typeWords(event)].filter(Boolean).join(' · ');
    return [
      thing(event),
      element('span', { class: 'note' }, notes, ' ', statusNote(event), ' ', dispute(event.conflicts)),
      element('span', { class: 'tally' }, count('articles', event.articles)),
    ];
  }

  function personRow(person) {
    const office = officeOf(person);
    return [
      thing(person),
      element('span', { class: 'note' }, office ? officeNote(office) : null),
      element('span', { class: 'tally' }, count('articles', person.articles)),
    ];
  }

  return { thing, dispute, tally, eventRow, personRow };
}
