/* The panel at the side: the overview, or everything known of one node or one link. */

const TOP_EVENTS = 8;
const TOP_PERSONS = 8;

function makePanel(model, host, on) {
  const nodeButton = (node, extra = {}) =>
    button([swatch(node.kind, tint(node), node.status), titleParts(node)], () => on.pick({ node }), {
      class: `thing is-${node.status || 'happened'}`, ...extra,
    });

  /* A name, or for an event who did what to whom, with the words of the news in italics. */
  function titleParts(node) {
    if (!node.isEvent) return said(node.label);
    const [who, whom] = [nameList(node.who), nameList(node.whom)];
    return element('span', {}, who ? [said(who), ' '] : null, said(node.what, { class: 'what' }),
      whom ? [' ', said(whom)] : null);
  }

  const listed = (items, attributes = {}) =>
    element('ul', { class: 'list', ...attributes }, items.map((item) => element('li', {}, item)));

  /* A list that shows its first items and the rest on demand. */
  function capped(things, row, attributes, most = 12) {
    const list = listed(things.slice(0, most).map(row), attributes);
    if (things.length <= most) return list;
    const more = button(`Show all ${grouped(things.length)}`, () => {
      list.append(...things.slice(most).map((thing) => element('li', {}, row(thing))));
      more.remove();
    }, { class: 'more' });
    return [list, more];
  }

  const section = (title, ...content) => element('section', {}, element('h3', {}, title), content);

  // --- overview ---------------------------------------------------------------------------

  const byWeight = (one, two) =>
    two.articles - one.articles || two.sentences - one.sentences
    || sides(two) - sides(one) || one.number - two.number;

  /* Whether one knows who acts and to whom: 0, 1 or 2. */
  const sides = (node) => (node.isEvent ? Math.sign(node.who.length) + Math.sign(node.whom.length) : 0);

  const ofKind = (kind) => model.nodes.filter((node) => node.kind === kind);

  function headline() {
    const kinds = Object.keys(KINDS).map((kind) => [kind, ofKind(kind).length]);
    const counts = kinds.filter(([, number]) => number > 0).map(([kind, number]) =>
      count(number, kindWord(kind).toLowerCase(), kindsWord(kind).toLowerCase()));
    const dates = model.articles.map((article) => article.published).filter(dateParts).sort();
    const published = dates.length ? `, published ${spanWords(dates[0], dates[dates.length - 1])}` : '';
    return [
      element('p', { class: 'lead' }, `${counts.slice(0, -1).join(', ')}${
        counts.length > 1 ? ' and ' : ''}${counts[counts.length - 1] || 'Nothing'}`),
      element('p', { class: 'soft' }, `From ${count(model.sentenceCount, 'sentence')} in ${
        count(model.articles.length, 'article')}${published}.`),
      eventSpan(),
    ];
  }

  function eventSpan() {
    const days = ofKind('event').filter((event) => event.status === 'happened' && dateParts(event.begin));
    const [first, last] = [days.map((event) => event.begin).sort()[0],
      days.map((event) => event.end || event.begin).sort().pop()];
    return first ? element('p', { class: 'soft' }, `Dated events: ${spanWords(first, last)}.`) : null;
  }

  /* One word when a thing is not simply told as fact. */
  const statusNote = ({ status }) =>
    status === 'happened' ? null
      : element('span', { class: `told is-${status}` }, STATUS_WORDS[status].toLowerCase());

  function eventRow(event) {
    const notes = [whenWords(event), typeWords(event)].filter(Boolean).join(' · ');
    return [
      nodeButton(event),
      element('span', { class: 'note' }, notes, ' ', statusNote(event)),
      element('span', { class: 'tally' }, count(event.articles, 'article')),
    ];
  }

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
    const words = link.label.includes(where) ? link.label : `${link.label}, ${where}`;
    return [said(capital(words)), ' ', statusNote(link)];
  }

  function personRow(person) {
    const office = officeOf(person);
    return [
      nodeButton(person),
      element('span', { class: 'note' }, office ? officeNote(office) : null),
      element('span', { class: 'tally' }, count(person.articles, 'article')),
    ];
  }

  function overview() {
    const events = ofKind('event').filter((event) => event.status !== 'denied').sort(byWeight);
    const persons = ofKind('person').sort(byWeight);
    const countries = ofKind('country').sort(byWeight).slice(0, 12);
    return [
      element('h2', {}, 'At a glance'),
      headline(),
      events.length ? section('Most reported', listed(events.slice(0, TOP_EVENTS).map(eventRow), { class: 'list ranked' })) : null,
      persons.length ? section('People', listed(persons.slice(0, TOP_PERSONS).map(personRow))) : null,
      countries.length ? section('Countries', element('div', { class: 'chips' }, countries.map((node) => nodeButton(node, { class: 'thing chip' })))) : null,
    ];
  }

  // --- one node ---------------------------------------------------------------------------

  const back = () => button('← Overview', on.leave, { class: 'back' });

  function kicker(node) {
    if (!node.isEvent) return [kindWord(node.kind), node.key].filter(Boolean).join(' · ');
    return `${typeWords(node)} · ${QUAD_WORDS[node.quad]}`;
  }

  function actions(node) {
    const hidden = on.hiddenAround(node);
    return element(
      'div', { class: 'actions' },
      hidden ? button(`Show ${grouped(hidden)} more around it`, () => on.expand(node)) : null,
      on.isFocus(node)
        ? button('Show everything again', () => on.focus(null))
        : button('Only this and what surrounds it', () => on.focus(node)),
    );
  }

  /* How many sentences stand behind a link; pressed, it shows them. */
  const linkTally = (link) =>
    button(count(link.evidence.length, 'sentence'), () => on.pick({ link }), { class: 'tally' });

  function factRow(link, node) {
    const other = otherEnd(link, node);
    const forward = link.subject === node;
    return [
      element('span', { class: 'verb' }, forward ? said(link.label) : ['← ', said(link.label)]),
      nodeButton(other),
      statusNote(link),
      linkTally(link),
    ];
  }

  function facts(node) {
    const links = node.links.filter((link) => !link.event || link.event === node);
    const rest = links.filter((link) => !(node.isEvent && isRole(link)));
    return rest.length ? section('Facts', capped(rest, (link) => factRow(link, node), { class: 'list facts' })) : null;
  }

  const isRole = (link) => link.predicate === 'actor' || link.predicate === 'recipient';

  function roles(node) {
    const part = (predicate, title) => {
      const links = node.links.filter((link) => link.predicate === predicate);
      if (!links.length) return null;
      return element('div', { class: 'role' }, element('h3', {}, title),
        listed(links.map((link) => [
          nodeButton(otherEnd(link, node)),
          link.status === node.status ? null : statusNote(link),
          linkTally(link),
        ])));
    };
    return [part('actor', 'Who'), part('recipient', 'To whom')];
  }

  function eventFacts(node) {
    const when = whenWords(node) || 'No date is given';
    return element('p', { class: 'facts-line' },
      element('span', { class: `told is-${node.status}` }, STATUS_WORDS[node.status] || node.status),
      ' · ', when, ' · ', count(node.articles, 'article'));
  }

  function eventsOf(node) {
    const links = node.links.filter((link) => link.event && link.event !== node);
    const events = [...new Set(links.map((link) => link.event))].sort((one, two) =>
      (one.begin || '9999').localeCompare(two.begin || '9999') || byWeight(one, two));
    if (!events.length) return null;
    const row = (event) => [
      nodeButton(event),
      element('span', { class: 'note' }, whenWords(event) || 'no date', ' ', statusNote(event)),
      linkTally(links.find((link) => link.event === event)),
    ];
    return section('Events', capped(events, row, { class: 'list dated' }));
  }

  function nodeView(node) {
    const aliases = node.aliases.filter((alias) => alias !== node.label);
    return [
      back(),
      element('p', { class: 'kicker' }, swatch(node.kind, tint(node), node.status), kicker(node)),
      element('h2', { tabindex: '-1' }, titleParts(node)),
      aliases.length ? element('p', { class: 'soft aliases' }, 'Also ',
        aliases.flatMap((alias, at) => [at ? ', ' : null, said(alias)])) : null,
      node.isEvent ? eventFacts(node) : null,
      actions(node),
      node.isEvent ? roles(node) : null,
      facts(node),
      eventsOf(node),
      sentenceSection(model, node.links),
    ];
  }

  function linkTitle(link) {
    if (link.event) return titleParts(link.event);
    return [titleParts(link.subject), ' ', said(link.label, { class: 'verb' }), ' ', titleParts(link.object)];
  }

  function linkView(link) {
    const ends = link.event ? [otherEnd(link, link.event), link.event] : [link.subject, link.object];
    return [
      back(),
      element('p', { class: 'kicker' }, link.event ? ['Part in an event: ', said(link.label)] : 'Fact'),
      element('h2', { tabindex: '-1' }, linkTitle(link)),
      element('p', { class: 'facts-line' },
        element('span', { class: `told is-${link.status}` }, capital(TOLD_AS[link.status])),
        ' · ', count(link.articles, 'article')),
      listed(ends.map((node) => nodeButton(node)), { class: 'list ends' }),
      sentenceSection(model, [link]),
    ];
  }

  return {
    show({ node, link }, { focus = false } = {}) {
      const content = node ? nodeView(node) : link ? linkView(link) : overview();
      host.replaceChildren(...content.flat().filter(Boolean));
      host.scrollTop = 0;
      const heading = host.querySelector('h2[tabindex]');
      if (focus && heading) heading.focus({ preventScroll: true });
    },
  };
}
