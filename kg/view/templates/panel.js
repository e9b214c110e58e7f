/* The panel at the side: the overview, or everything known of what is picked. */

function makePanel(model, host, on) {
  const things = makeThings(on);
  const overview = makeOverview(model, things, on);
  const conflictView = makeConflictView(model, things);
  const { thing, dispute, tally } = things;
  const back = () => button(t('back'), on.leave, { class: 'back' });

  // --- one node ---------------------------------------------------------------------------

  function kicker(node) {
    if (!node.isEvent) return [kindWord(node.kind), node.key].filter(Boolean).join(' · ');
    return `${typeWords(node)} · ${t(`quad.${node.quad}`)}`;
  }

  function actions(node) {
    const hidden = on.hiddenAround(node);
    return element(
      'div', { class: 'actions' },
      hidden ? button(count('expand', hidden), () => on.expand(node)) : null,
      on.isFocus(node)
        ? button(t('focus.leave'), () => on.focus(null))
        : button(t('focus'), () => on.focus(node)),
      button(t('path.from'), () => on.startPath(node)),
    );
  }

  function factRow(link, node) {
    const forward = link.subject === node;
    return [
      element('span', { class: 'verb' }, forward ? said(link.label) : ['← ', said(link.label)]),
      thing(otherEnd(link, node)),
      element('span', { class: 'notes' }, statusNote(link), dispute(link.conflicts)),
      tally(link),
    ];
  }

  function facts(node) {
    const links = node.links.filter((link) => !link.event || link.event === node);
    const rest = links.filter((link) => !(node.isEvent && isRole(link)));
    return rest.length ? panelSection(t('facts'), capped(rest, (link) => factRow(link, node), { class: 'list facts' })) : null;
  }

  function roles(node) {
    const part = (predicate) => {
      const links = node.links.filter((link) => link.predicate === predicate);
      if (!links.length) return null;
      return element('div', { class: 'role' }, element('h3', {}, t(`role.${predicate}`)),
        listed(links.map((link) => [
          thing(otherEnd(link, node)),
          link.status === node.status ? null : statusNote(link),
          tally(link),
        ])));
    };
    return [part('actor'), part('recipient')];
  }

  function eventFacts(node) {
    return element('p', { class: 'facts-line' },
      element('span', { class: `told is-${node.status}` }, t(`status.${node.status}`)),
      ' · ', whenWords(node) || t('date.none'), ' · ', toldWords(node),
      node.contexts.length ? [' · ', t('about', node.contexts.map(contextWord).join(t('list.comma')))] : null);
  }

  function eventList(events, links) {
    if (!events.length) return null;
    const row = (event) => [
      thing(event),
      element('span', { class: 'note' }, whenWords(event) || t('date.none'), ' ', statusNote(event), ' ', dispute(event.conflicts)),
      tally(links.find((link) => link.event === event)),
    ];
    return panelSection(t('kinds.event'), capped(events, row, { class: 'list dated' }));
  }

  function eventsOf(node) {
    const links = node.links.filter((link) => link.event && link.event !== node);
    return eventList([...new Set(links.map((link) => link.event))].sort(byDate), links);
  }

  function nodeView(node, sentences) {
    const aliases = node.aliases.filter((alias) => alias !== node.label);
    return [
      element('p', { class: 'kicker' }, swatch(node.kind, tint(node), node.status), kicker(node)),
      element('h2', { tabindex: '-1' }, titleParts(node)),
      aliases.length ? element('p', { class: 'soft aliases' },
        parts('also', aliases.flatMap((alias, at) => [at ? t('list.comma') : null, said(alias)]))) : null,
      node.isEvent ? eventFacts(node) : null,
      node.conflicts.length ? listed(node.conflicts.map((conflict) =>
        [dispute([conflict]), element('span', { class: 'note' }, said(conflict.label))]), { class: 'list disputes' }) : null,
      actions(node),
      node.isEvent ? roles(node) : null,
      facts(node),
      eventsOf(node),
      sentences(node.links),
    ];
  }

  // --- links, groups, pairs, paths --------------------------------------------------------

  function linkTitle(link) {
    if (link.event) return titleParts(link.event);
    return [titleParts(link.subject), ' ', said(link.label, { class: 'verb' }), ' ', titleParts(link.object)];
  }

  function linkView(link, sentences) {
    const ends = link.event ? [otherEnd(link, link.event), link.event] : [link.subject, link.object];
    return [
      element('p', { class: 'kicker' }, link.event ? parts('link.part', said(link.label)) : t('link.fact')),
      element('h2', { tabindex: '-1' }, linkTitle(link)),
      element('p', { class: 'facts-line' },
        element('span', { class: `told is-${link.status}` }, capital(t(`told.${link.status}`))),
        ' · ', toldWords(link), ' ', dispute(link.conflicts)),
      listed(ends.map((node) => thing(node)), { class: 'list ends' }),
      sentences([link]),
    ];
  }

  function groupView(group) {
    const events = group.members.filter((node) => node.isEvent).sort(byWeight);
    return [
      element('p', { class: 'kicker' }, swatch('group', 'neutral'), count('group.members', group.members.length)),
      element('h2', { tabindex: '-1' }, said(group.label)),
      element('div', { class: 'actions' },
        button(t(on.isOpen(group) ? 'group.close' : 'group.open'), () => on.open(group))),
      panelSection(t('group.who'), capped(group.members.filter((node) => !node.isEvent), things.personRow)),
      events.length ? panelSection(t('kinds.event'), capped(events, things.eventRow)) : null,
    ];
  }

  function pairView({ actor, recipient }, sentences) {
    const events = actor.links.map((link) => link.event)
      .filter((event, at, all) => event && all.indexOf(event) === at && isBetween(event, { actor, recipient }))
      .filter((event) => on.tests().node(event)).sort(byDate);
    const links = events.flatMap((event) => event.links);
    return [
      element('p', { class: 'kicker' }, t('pair')),
      element('h2', { tabindex: '-1' }, said(actor.label), ' → ', said(recipient.label)),
      element('p', { class: 'facts-line' }, count('cooperation', events.filter(isCooperation).length), ' · ',
        count('conflict', events.filter(isConflict).length)),
      listed([thing(actor), thing(recipient)], { class: 'list ends' }),
      eventList(events, links),
      sentences(links),
    ];
  }

  function pathView(path, sentences) {
    const ends = [path.nodes[0], path.nodes[path.nodes.length - 1]];
    const steps = path.nodes.map((node, at) => [thing(node),
      path.links[at] ? element('span', { class: 'note' }, said(path.links[at].label), ' ', statusNote(path.links[at])) : null,
      path.links[at] ? tally(path.links[at]) : null]);
    return [
      element('p', { class: 'kicker' }, count('path.steps', path.links.length)),
      element('h2', { tabindex: '-1' }, said(titleOf(ends[0])), ' … ', said(titleOf(ends[1]))),
      element('ol', { class: 'list way' }, steps.map((step) => element('li', {}, step))),
      sentences(path.links),
    ];
  }

  const views = {
    node: (node, sentences) => (node.isGroup ? groupView(node) : nodeView(node, sentences)),
    link: linkView,
    pair: pairView,
    path: pathView,
    conflict: conflictView,
  };

  return {
    /* Shows what is picked; resolves when its first sentences are there. */
    async show(picked, { focus = false } = {}) {
      const waiting = [];
      const sentences = (links) => {
        const { section, filled } = sentenceSection(model, links);
        waiting.push(filled);
        return section;
      };
      const [kind] = Object.keys(views).filter((name) => picked[name]);
      const content = kind ? [back(), ...views[kind](picked[kind], sentences)] : overview();
      host.replaceChildren(...content.flat().filter(Boolean));
      if (document.body.dataset.panel) host.scrollTop = 0;
      document.body.dataset.panel = kind || 'overview';
      const heading = host.querySelector('h2[tabindex]');
      if (focus && heading) heading.focus({ preventScroll: true });
      await Promise.all(waiting);
    },
  };
}
