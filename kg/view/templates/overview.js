/* The first screen: what the articles tell, for somebody who has not read them. */

const TOP_EVENTS = 5;
const TOP_PERSONS = 6;
const TOP_COUNTRIES = 16;

function makeOverview(model, things, on) {
  const ofKind = (kind) => model.ofKind.get(kind) || NONE;

  function counts() {
    const kinds = KINDS.map((kind) => [kind, ofKind(kind).length]).filter(([, number]) => number > 0);
    const words = kinds.map(([kind, number]) => count(`kinds.${kind}.count`, number));
    return element('p', { class: 'lead' }, wordList(words, 9) || t('nothing.at.all'));
  }

  function sources() {
    const dates = model.articles.map((article) => article.published).filter(dateParts).sort();
    const from = t('from', count('sentences.count', model.sentenceCount), count('articles', model.articles.length));
    return element('p', { class: 'soft' }, dates.length
      ? t('from.published', from, spanWords(dates[0], dates[dates.length - 1])) : t('from.undated', from));
  }

  /* From the first to the last dated event, each as precisely as it is known. */
  function eventSpan() {
    const dated = ofKind('event').filter((event) => event.status === 'happened' && daysOf(event));
    if (!dated.length) return null;
    const first = dated.reduce((one, two) => (daysOf(two)[0] < daysOf(one)[0] ? two : one));
    const last = dated.reduce((one, two) => (daysOf(two)[1] > daysOf(one)[1] ? two : one));
    const isDays = [first, last].every(({ precision }) => !precision || precision === 'day');
    const words = isDays ? spanWords(first.begin, last.end || last.begin)
      : first === last ? whenWords(first) : t('date.span', whenWords(first), whenWords(last));
    return element('p', { class: 'soft' }, t('dated', words));
  }

  /* An event with the sentence that tells it, which is filled in when it is unpacked. */
  function story(event) {
    const notes = [shortWhen(event), typeWords(event)].filter(Boolean).join(' · ');
    const words = element('span', { class: 'words' });
    fillIn(event, words);
    return [
      things.thing(event),
      element('span', { class: 'tally' }, count('articles', event.articles)),
      element('p', { class: 'telling' }, element('span', { class: 'when' }, notes, ' ', statusNote(event)), ' ',
        things.dispute(event.conflicts), ' ', words),
    ];
  }

  /* The sentence that says most of it: told as the event is, with most marks, and no headline. */
  async function fillIn(event, words) {
    await soon();
    const told = await model.sentences([...new Set(event.links.flatMap((link) => link.evidence))].slice(0, 12));
    const worth = (one) => (one.status === event.status ? 100 : 0)
      + (one.text.trim() !== (one.about.title || '').trim() ? 10 : 0) + one.marks.length;
    const [best] = told.sort((one, two) => worth(two) - worth(one));
    if (best) words.append(said(best.text.trim()));
  }

  const jump = (section) => () => section.scrollIntoView({ block: 'start' });

  /* How many contradictions there are, as a way to them. */
  const disputes = (section) => (section
    ? button([element('span', { 'aria-hidden': 'true' }, '≠ '), count('conflicts.count', model.conflicts.length)],
      jump(section), { class: 'dispute' }) : null);

  const conflictRow = (conflict) => [
    button([element('span', { class: 'unequal', 'aria-hidden': 'true' }, '≠'), said(conflict.label)],
      () => on.pick({ conflict }), { class: 'thing' }),
    element('span', { class: 'note' }, t(`conflict.${conflict.kind}`)),
  ];

  function section(title, items, row, most, attributes, order = byWeight) {
    return items.length ? panelSection(title, capped(items, row, attributes, most, order)) : null;
  }

  return () => {
    const events = ranked(ofKind('event').filter((event) => event.status !== 'denied'), TOP_EVENTS);
    const persons = ranked(ofKind('person'), TOP_PERSONS);
    const countries = ranked(ofKind('country'), TOP_COUNTRIES);
    const conflicts = section(t('conflicts'), model.conflicts, conflictRow, 6, { class: 'list disputes' }, null);
    return [
      element('h2', {}, t('glance')),
      counts(), sources(), eventSpan(), disputes(conflicts),
      section(t('top.events'), events, story, TOP_EVENTS, { class: 'list ranked' }),
      section(t('top.persons'), persons, things.personRow, TOP_PERSONS, { class: 'list people' }),
      conflicts,
      countries.length ? panelSection(t('kinds.country'),
        element('div', { class: 'chips' }, countries.slice(0, TOP_COUNTRIES).map((node) => things.thing(node, { class: 'thing chip' })))) : null,
    ];
  };
}
