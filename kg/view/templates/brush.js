/*
 * All dated events in a strip, cooperation above the line and conflict below it. A stretch of
 * it can be chosen with the pointer or with the keyboard; everything else follows.
 */

const STRIP = { height: 52, axis: 16, side: 12 };

function makeBrush(model, choice, on) {
  const host = byId('brush');
  const events = model.events.filter((event) => event.status !== 'denied');
  const calendar = makeCalendar(events);
  const plain = { calendar, show: () => {} };
  host.hidden = !calendar;
  if (!calendar) return plain;

  const drawing = drawn('svg', { class: 'strip', 'aria-hidden': 'true' });
  const window_ = element('div', { class: 'window' });
  const handles = ['since', 'until'].map((end) => element('div', {
    class: `handle is-${end}`, role: 'slider', tabindex: '0', 'aria-label': t(`brush.${end}`),
    'aria-valuemin': 0, 'aria-valuemax': calendar.slots.length - 1, onkeydown: (event) => onKey(event, end),
  }));
  const area = element('div', { class: 'area' }, drawing, window_, ...handles);
  const words = element('p', { class: 'brush-words' });
  const all = button(t('brush.all'), () => set(null), { class: 'quiet' });
  host.replaceChildren(element('div', { class: 'brush-side' }, element('h2', {}, t('brush.title')), words, all), area);

  const lastSlot = calendar.slots.length - 1;
  const slotWidth = () => (area.clientWidth - 2 * STRIP.side) / calendar.slots.length;
  const isoOf = ([first, last]) =>
    ({ since: isoDay(calendar.slots[first].from), until: isoDay(calendar.slots[last].to - 1) });

  /* The chosen slots, first and last. */
  function chosenSlots() {
    const first = choice.since ? calendar.slotOf(dayNumber(choice.since)) : 0;
    const last = choice.until ? calendar.slotOf(dayNumber(choice.until)) : lastSlot;
    return [Math.min(first, last), Math.max(first, last)];
  }

  function set(range) {
    const isAll = !range || (range[0] === 0 && range[1] === lastSlot);
    Object.assign(choice, isAll ? { since: null, until: null } : isoOf(range));
    show();
    on.change();
  }

  function onKey(event, end) {
    const [first, last] = chosenSlots();
    const at = end === 'since' ? first : last;
    const to = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1,
      PageDown: at - 7, PageUp: at + 7, Home: 0, End: lastSlot }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const bound = Math.min(lastSlot, Math.max(0, to));
    set(end === 'since' ? [Math.min(bound, last), last] : [first, Math.max(bound, first)]);
  }

  // --- pointer ----------------------------------------------------------------------------

  const slotAt = (clientX) => {
    const inside = clientX - area.getBoundingClientRect().left - STRIP.side;
    return Math.min(lastSlot, Math.max(0, Math.floor(inside / slotWidth())));
  };

  area.addEventListener('pointerdown', (event) => {
    const [first, last] = chosenSlots();
    const from = slotAt(event.clientX);
    const held = event.target.classList;
    const isMove = held.contains('window') && choice.since !== null;
    const fixed = held.contains('is-since') ? last : held.contains('is-until') ? first : from;
    area.setPointerCapture(event.pointerId);
    const follow = ({ clientX }) => {
      const to = slotAt(clientX);
      if (!isMove) return paint([Math.min(fixed, to), Math.max(fixed, to)]);
      const by = Math.min(lastSlot - last, Math.max(-first, to - from));
      return paint([first + by, last + by]);
    };
    let range = follow(event);
    const onMove = (moved) => { range = follow(moved); };
    const onEnd = () => {
      area.removeEventListener('pointermove', onMove);
      set(range);
    };
    area.addEventListener('pointermove', onMove);
    area.addEventListener('pointerup', onEnd, { once: true });
  });

  // --- drawing ----------------------------------------------------------------------------

  /* Shows a range as chosen, whether or not it is yet. */
  function paint(range) {
    const [first, last] = range;
    const width = slotWidth();
    const [left, right] = [STRIP.side + first * width, STRIP.side + (last + 1) * width];
    Object.assign(window_.style, { left: `${left}px`, width: `${right - left}px` });
    handles.forEach((handle, at) => {
      handle.style.left = `${at ? right : left}px`;
      handle.setAttribute('aria-valuenow', range[at]);
      handle.setAttribute('aria-valuetext', slotWords(calendar, range[at]));
    });
    words.textContent = rangeWords(calendar, range);
    return range;
  }

  const tally = tallySlots(calendar, events);
  let width = 0;
  function show() {
    if (!area.clientWidth) return;
    if (area.clientWidth !== width) drawStrip(drawing, calendar, tally, area.clientWidth, slotWidth());
    width = area.clientWidth;
    paint(chosenSlots());
    all.hidden = choice.since === null && choice.until === null;
    area.classList.toggle('is-brushed', !all.hidden);
  }

  new ResizeObserver(() => show()).observe(area);
  return { calendar, show };
}

/* How many events of each quad fall into each slot; one known to the month is spread over it. */
function tallySlots(calendar, events) {
  const tally = calendar.slots.map(() => ({}));
  for (const event of events) {
    const found = slotsOf(calendar, event);
    if (!found) continue;
    const share = 1 / (found[1] - found[0] + 1);
    for (let at = found[0]; at <= found[1]; at += 1) {
      tally[at][event.quad] = (tally[at][event.quad] || 0) + share;
    }
  }
  return tally;
}

const SIDES = [
  { quads: ['material-cooperation', 'verbal-cooperation', 'other'], up: true },
  { quads: ['material-conflict', 'verbal-conflict'], up: false },
];

function drawStrip(drawing, calendar, tally, width, slotWidth) {
  const total = (slot, { quads }) => quads.reduce((sum, quad) => sum + (slot[quad] || 0), 0);
  const peaks = SIDES.map((side) => Math.max(0.001, ...tally.map((slot) => total(slot, side))));
  const scale = (STRIP.height - 8) / (peaks[0] + peaks[1]);
  const base = 4 + peaks[0] * scale;
  const left = (at) => STRIP.side + at * slotWidth;
  const bar = slotWidth > 7 ? Math.min(slotWidth - 2, 22) : slotWidth * 0.8;
  const shapes = SIDES.flatMap(({ quads, up }) => {
    const ends = tally.map(() => base);
    return quads.map((quad) => drawn('path', { class: `fill-${quad}`, d: tally.map((slot, at) => {
      if (!slot[quad]) return '';
      const height = Math.max(1, slot[quad] * scale) * (up ? -1 : 1);
      ends[at] += height;
      return `M${left(at) + (slotWidth - bar) / 2} ${ends[at]}h${bar}v${-height}h${-bar}z`;
    }).join('') }));
  });
  const gaps = calendar.slots.flatMap(({ gap }, at) => (gap
    ? [drawn('path', { class: 'gap', d: `M${left(at + 0.5) - 4} ${base + 5}l3 -10m2 10l3 -10` })] : []));
  const names = ticks(calendar, slotWidth).map(({ text, x }) =>
    drawn('text', { class: 'tick', x: STRIP.side + x, y: STRIP.height + STRIP.axis - 4 }, text));
  drawing.setAttribute('viewBox', `0 0 ${Math.max(1, width)} ${STRIP.height + STRIP.axis}`);
  drawing.replaceChildren(
    drawn('path', { class: 'axis', d: `M0 ${base}H${width}` }), ...shapes, ...gaps, ...names,
  );
}
