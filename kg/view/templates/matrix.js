/*
 * Who does what to whom, country by country: in each cell the events over time, cooperation
 * above the line and conflict below it.
 */

const MATRIX = { most: 10, width: 64, height: 34, names: 164, column: 120 };

/* Whether an event joins the two: one acts and the other is acted on, or both act together. */
function isBetween(event, { actor, recipient }) {
  return event.who.includes(actor)
    && (event.whom.includes(recipient) || (!event.whom.length && event.who.includes(recipient)));
}

function makeMatrix(model, host, calendar, on) {
  let most = MATRIX.most;
  let state = { events: [], picked: {} };
  const note = element('p', { class: 'soft' });
  const body = element('div', { class: 'matrix-body' });
  const more = button(t('matrix.more'), () => {
    most += MATRIX.most;
    render();
  }, { class: 'more' });
  host.replaceChildren(element('div', { class: 'view-head' }, note, legend()), body, more);

  function legend() {
    return element('p', { class: 'legend' },
      ['cooperation', 'conflict'].map((kind) =>
        element('span', {}, swatch('country', `material-${kind}`), t(`matrix.${kind}`))));
  }

  /* Events by "actor recipient"; a meeting of equals stands in both their cells. */
  function cells() {
    const found = new Map();
    const add = (actor, recipient, event) => {
      const key = `${actor.number} ${recipient.number}`;
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(event);
    };
    const isCountry = (node) => node.kind === 'country';
    for (const event of state.events) {
      const [who, whom] = [event.who.filter(isCountry), event.whom.filter(isCountry)];
      const others = event.whom.length ? whom : who;
      for (const actor of who) for (const other of others) if (other !== actor) add(actor, other, event);
    }
    return found;
  }

  function countries(found) {
    const tally = new Map();
    for (const [key, events] of found) {
      for (const number of key.split(' ')) tally.set(number, (tally.get(number) || 0) + events.length);
    }
    return [...tally].map(([number, events]) => ({ node: model.nodes[Number(number)], events }))
      .sort((one, two) => two.events - one.events || one.node.number - two.node.number)
      .map(({ node }) => node);
  }

  function render() {
    const found = cells();
    const all = countries(found);
    const shown = all.slice(0, most);
    more.hidden = all.length <= most;
    note.textContent = shown.length ? t('matrix.how') : t('matrix.none');
    body.replaceChildren(shown.length ? table(shown, found) : '');
    light();
  }

  /* A country by its code, and in the rows by its name as well. */
  const head = (node, scope) => element('th', { scope },
    button([element('span', { class: 'code' }, node.key || node.label.slice(0, 3)),
      said(node.label, scope === 'col' ? { class: 'unseen' } : {})],
    () => on.pick({ node }), { class: 'thing', title: node.label, 'data-node': node.number, 'aria-pressed': 'false' }));

  function table(shown, found) {
    const peak = Math.max(1, ...[...found.values()].flatMap((events) => peaks(events)));
    const made = element('table', { class: 'matrix' },
      element('caption', { class: 'unseen' }, t('view.matrix')),
      element('thead', {}, element('tr', {},
        element('td', { class: 'corner' }, t('matrix.corner')), shown.map((node) => head(node, 'col')))),
      element('tbody', {}, shown.map((actor) => element('tr', {}, head(actor, 'row'),
        shown.map((recipient) => element('td', { class: actor === recipient ? 'same' : '' },
          cell(actor, recipient, found.get(`${actor.number} ${recipient.number}`), peak)))))));
    made.style.maxWidth = `${MATRIX.names + shown.length * MATRIX.column}px`;
    return made;
  }

  function peaks(events) {
    const tally = tallyTimes(calendar, events);
    return tally.flatMap(({ good, bad }) => [good, bad]);
  }

  function cell(actor, recipient, events, peak) {
    if (!events) return '';
    const [good, bad] = [events.filter(isCooperation).length, events.filter(isConflict).length];
    return button(spark(tallyTimes(calendar, events), peak), () => on.pick({ pair: { actor, recipient } }), {
      class: `cell ${good && bad ? 'is-mixed' : good ? 'is-good' : 'is-bad'}`, 'data-pair': `${actor.number} ${recipient.number}`, 'aria-pressed': 'false',
      'aria-label': t('matrix.cell', actor.label, recipient.label, grouped(good), grouped(bad)),
    });
  }

  function light() {
    const { node, pair, link } = state.picked;
    const event = node && node.isEvent ? node : link && link.event;
    for (const one of body.querySelectorAll('.cell')) {
      const [actor, recipient] = one.dataset.pair.split(' ').map((number) => model.nodes[Number(number)]);
      const isPicked = (pair && pair.actor === actor && pair.recipient === recipient)
        || (event && isBetween(event, { actor, recipient }));
      one.setAttribute('aria-pressed', String(Boolean(isPicked)));
    }
    for (const one of body.querySelectorAll('[data-node]')) {
      one.setAttribute('aria-pressed', String(Boolean(node) && node.number === Number(one.dataset.node)));
    }
  }

  return {
    show(next) {
      state = { ...state, ...next };
      render();
    },
    light(picked) {
      state.picked = picked;
      light();
    },
  };
}

/* How a relation went over time, in at most a dozen stretches; the last is for the undated. */
function tallyTimes(calendar, events) {
  const stretches = calendar ? Math.min(12, calendar.slots.length) : 0;
  const tally = Array.from({ length: stretches + 1 }, () => ({ good: 0, bad: 0 }));
  for (const event of events) {
    const slots = calendar && slotsOf(calendar, event);
    const at = slots ? Math.floor((slots[0] * stretches) / calendar.slots.length) : stretches;
    if (isCooperation(event)) tally[at].good += 1;
    if (isConflict(event)) tally[at].bad += 1;
  }
  return tally;
}

function spark(tally, peak) {
  const [step, half] = [MATRIX.width / tally.length, MATRIX.height / 2];
  const scale = (half - 1) / peak;
  const bars = tally.flatMap(({ good, bad }, at) => [
    good ? drawn('rect', { class: 'fill-material-cooperation', x: at * step + 0.5, y: half - good * scale, width: step - 1, height: good * scale }) : null,
    bad ? drawn('rect', { class: 'fill-material-conflict', x: at * step + 0.5, y: half, width: step - 1, height: bad * scale }) : null,
  ]);
  return drawn('svg', { viewBox: `0 0 ${MATRIX.width} ${MATRIX.height}`, 'aria-hidden': 'true' },
    drawn('path', { class: 'axis', d: `M0 ${half}H${MATRIX.width}` }), ...bars);
}
