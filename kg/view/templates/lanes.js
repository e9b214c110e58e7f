/*
 * Events in lanes: a lane to a person or country, an event in the lane of everyone who takes
 * part in it, from left to right as they happened. Those without a date stand apart on the left.
 */

const LANE = { head: 168, row: 21, pad: 5, mark: 6, most: 14, events: 240, rows: 14 };

function makeLanes(model, host, calendar, on) {
  let kind = 'both';
  let most = LANE.most;
  let state = { events: [], picked: {}, choice: null };

  const kinds = ['both', 'country', 'person'];
  const switcher = element('div', { class: 'switch', role: 'group', 'aria-label': t('lanes.of') },
    kinds.map((one) => button(t(`lanes.${one}`), () => {
      kind = one;
      render();
    }, { 'data-kind': one })));
  const more = button(t('lanes.more'), () => {
    most += LANE.most;
    render();
  }, { class: 'more' });
  const note = element('p', { class: 'soft' });
  const body = element('div', { class: 'lanes-body' });
  host.replaceChildren(element('div', { class: 'view-head' }, switcher, note), body, more);

  const isLane = (node) => (kind === 'both' ? node.kind === 'country' || node.kind === 'person' : node.kind === kind);
  const cast = (event) => [...event.who, ...event.whom].filter(isLane);

  /* Lanes in order of how many of the events they have a part in. */
  function lanesOf(events) {
    const tally = new Map();
    for (const event of events) for (const node of cast(event)) tally.set(node, (tally.get(node) || 0) + 1);
    return [...tally.keys()].sort((one, two) => tally.get(two) - tally.get(one) || one.number - two.number);
  }

  /* The part of the calendar that the reader has chosen. */
  function section() {
    if (!calendar) return null;
    const { since, until } = state.choice;
    if (since === null && until === null) return calendar;
    return calendar.between(since ? calendar.slotOf(dayNumber(since)) : 0,
      until ? calendar.slotOf(dayNumber(until)) : calendar.slots.length - 1);
  }

  function render() {
    for (const one of switcher.children) one.setAttribute('aria-pressed', String(one.dataset.kind === kind));
    const events = state.events.slice(0, LANE.events).filter((event) => cast(event).length);
    const all = lanesOf(events);
    const lanes = all.slice(0, most);
    const here = new Set(lanes);
    const shown = events.filter((event) => cast(event).some((node) => here.has(node)));
    note.textContent = count('lanes.events', shown.length);
    more.hidden = all.length <= most;
    const width = Math.max(680, body.clientWidth || host.clientWidth - 36);
    body.replaceChildren(shown.length ? drawLanes({ lanes, events: shown, cast, calendar: section(), width, on })
      : element('p', { class: 'soft' }, t('nothing')));
    light();
  }

  /* Marks what is picked, and fades what has no part in it. */
  function light() {
    const { node, pair, link } = state.picked;
    const belongs = (event) => event === node || event === (link && link.event)
      || (node && !node.isEvent && (event.who.includes(node) || event.whom.includes(node)))
      || (pair && isBetween(event, pair));
    const isLit = Boolean((node && !node.isGroup) || pair || (link && link.event));
    body.classList.toggle('is-lit', isLit);
    for (const mark of body.querySelectorAll('.happening')) {
      mark.classList.toggle('is-lit', isLit && belongs(model.nodes[Number(mark.dataset.node)]));
    }
    for (const head of body.querySelectorAll('.lane-name')) {
      head.setAttribute('aria-pressed', String(Boolean(node) && Number(head.dataset.node) === node.number));
    }
  }

  let width = 0;
  new ResizeObserver(() => {
    if (host.hidden || body.clientWidth === width) return;
    width = body.clientWidth;
    render();
  }).observe(body);
  /* Arrow keys step from one event to the next. */
  body.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const marks = [...body.querySelectorAll('.happening')];
    const at = marks.indexOf(event.target);
    if (!by || at < 0) return;
    event.preventDefault();
    marks[(at + by + marks.length) % marks.length].focus();
  });

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

/*
 * Puts each event of a lane into the first row where it does not cover another. Where rows run
 * out, an event stands without its words in the row where there is most room.
 */
function rowsOfLane(items) {
  const ends = [];
  for (const item of items.sort((one, two) => one.left - two.left || one.event.number - two.event.number)) {
    let row = ends.findIndex((end) => end <= item.left);
    if (row < 0 && ends.length < LANE.rows) row = ends.length;
    item.isBare = row < 0;
    item.row = item.isBare ? ends.indexOf(Math.min(...ends)) : row;
    ends[item.row] = Math.max(ends[item.row] || 0, item.isBare ? item.x + LANE.mark : item.right);
  }
  return Math.max(1, ends.length);
}

/* How much of the width is for what has no date. */
const undatedShare = (undated, events, calendar) =>
  (calendar ? Math.min(calendar.slots.length > 8 ? 0.36 : 0.5, Math.max(0.28, undated.length / (events.length + 6))) : 0.7);

function drawLanes({ lanes, events, cast, calendar, width, on }) {
  const undated = events.filter((event) => !daysOf(event));
  const left = LANE.head + (undated.length ? Math.min(width * undatedShare(undated, events, calendar), Math.max(190, 60 + undated.length * 26)) : 0);
  const slotWidth = calendar ? (width - left - 16) / calendar.slots.length : 0;
  const place = placer({ calendar, left, slotWidth, undated, width });
  const svg = drawn('svg', { class: 'lanes', width });
  const heads = element('div', { class: 'lane-heads' });
  const middles = new Map();
  let top = 26;
  const marks = [];
  for (const lane of lanes) {
    const items = events.filter((event) => cast(event).includes(lane)).map((event) => place(event, lane));
    const height = rowsOfLane(items) * LANE.row + 2 * LANE.pad;
    heads.append(laneHead(lane, top, height, on));
    svg.append(drawn('path', { class: 'lane-line', d: `M0 ${top + height + 0.5}H${width}` }));
    for (const item of items) {
      const y = top + LANE.pad + (item.row + 0.5) * LANE.row;
      marks.push(happening(item, y, on));
      if (!middles.has(item.event)) middles.set(item.event, []);
      middles.get(item.event).push([item.x, y]);
    }
    top += height;
  }
  svg.prepend(...laneAxis({ calendar, left, slotWidth, height: top, undated }), ...ties(middles));
  svg.append(...marks);
  svg.setAttribute('height', top + 8);
  svg.setAttribute('viewBox', `0 0 ${width} ${top + 8}`);
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', t('view.lanes'));
  const first = svg.querySelector('.happening');
  if (first) first.setAttribute('tabindex', '0');
  return element('div', { class: 'lanes-frame' }, svg, heads);
}

/* Where an event stands: x of its mark, its words, and where they end. */
function placer({ calendar, left, slotWidth, undated, width }) {
  const order = new Map(undated.map((event, at) => [event, at]));
  const room = left - LANE.head - 24;
  return (event) => {
    const days = daysOf(event);
    const from = days && calendar ? left + calendar.position(days[0]) * slotWidth : null;
    const to = days && calendar ? left + calendar.position(days[1] + 1) * slotWidth : null;
    const x = days ? (from + to) / 2
      : LANE.head + 14 + (order.get(event) * room) / Math.max(1, undated.length);
    const text = wrapped(event.what, 22, 1)[0];
    const words = text.length * 6.6 + 14;
    const isLeft = x + LANE.mark + words > (days ? width : left) - 8 && x - LANE.mark - words > LANE.head;
    return { event, x, from: from === null ? x : from, to: to === null ? x : to, text, isLeft,
      left: Math.min(from === null ? x : from, isLeft ? x - LANE.mark - words : x - LANE.mark - 2),
      right: Math.max(to === null ? x : to, isLeft ? x + LANE.mark + 4 : x + LANE.mark + words) };
  };
}

function laneHead(node, top, height, on) {
  const head = button([swatch(node.kind, tint(node)), said(node.label)], () => on.pick({ node }), {
    class: 'lane-name thing', 'data-node': node.number, 'aria-pressed': 'false',
  });
  Object.assign(head.style, { top: `${top}px`, height: `${height}px` });
  return head;
}

function happening({ event, x, from, to, text, isLeft, isBare }, y, on) {
  const isReal = event.status === 'happened';
  const pick = () => on.pick({ node: event });
  const mark = drawn('g', {
    class: `happening is-${event.status} line-${event.quad}`, role: 'button', tabindex: '-1',
    'data-node': event.number,
    'aria-label': [event.headline, whenWords(event) || t('date.none'), t(`status.${event.status}`)].join(', '),
  },
  to - from > 2 * LANE.mark ? drawn('path', { class: 'stretch', d: `M${from} ${y}H${to}` }) : null,
  drawn('path', { class: isReal ? `fill-${event.quad}` : 'hollow', d: `M${x} ${y - LANE.mark}l${LANE.mark} ${LANE.mark}l${-LANE.mark} ${LANE.mark}l${-LANE.mark} ${-LANE.mark}z` }),
  isBare ? null : drawn('text', { x: isLeft ? x - LANE.mark - 4 : x + LANE.mark + 4, y: y + 4, 'text-anchor': isLeft ? 'end' : 'start' }, text));
  mark.addEventListener('click', pick);
  mark.addEventListener('keydown', (pressed) => {
    if (pressed.key !== 'Enter' && pressed.key !== ' ') return;
    pressed.preventDefault();
    pick();
  });
  return mark;
}

/* A thin line through the lanes of all who take part in one event. */
const ties = (middles) => [...middles.values()].filter((points) => points.length > 1).map((points) =>
  drawn('path', { class: 'tie', d: `M${points.map((point) => point.join(' ')).join('L')}` }));

function laneAxis({ calendar, left, slotWidth, height, undated }) {
  const found = [];
  if (undated.length) {
    found.push(drawn('text', { class: 'tick', x: LANE.head + 8, y: 16 }, t('date.none')));
    found.push(drawn('path', { class: 'axis', d: `M${left - 8} 0V${height}` }));
  }
  if (!calendar) return found;
  for (const { at, text, x } of ticks(calendar, slotWidth)) {
    found.push(drawn('path', { class: 'grid', d: `M${left + at * slotWidth} 20V${height}` }));
    found.push(drawn('text', { class: 'tick', x: left + x + 3, y: 16 }, text));
  }
  for (const [at, { gap }] of calendar.slots.entries()) {
    const x = left + at * slotWidth;
    if (gap) found.push(drawn('rect', { class: 'pause', x, y: 20, width: slotWidth, height: height - 20 }));
  }
  return found;
}
