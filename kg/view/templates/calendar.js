/*
 * The days of the graph as slots of one width: days, months or years, whichever are few enough,
 * with long stretches in which nothing happened drawn together into one. The brush, the
 * timeline and the matrix share it.
 */

const MOST_SLOTS = 84;
/* How many empty slots in a row are drawn as they are. */
const SHORT_GAP = 3;

const UNITS = ['day', 'week', 'month', 'quarter', 'year', 'decade'];

/* The first day of the unit that holds a day, and of the one after it; days since 1970. */
function unitAround(unit, day) {
  if (unit === 'day') return [day, day + 1];
  if (unit === 'week') {
    const first = day - ((((day + 3) % 7) + 7) % 7);
    return [first, first + 7];
  }
  const date = new Date(day * 86_400_000);
  const months = { month: 1, quarter: 3, year: 12, decade: 120 }[unit];
  const index = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const first = Math.floor(index / months) * months;
  const start = (at) => Math.round(Date.UTC(Math.floor(at / 12), at % 12, 1) / 86_400_000);
  return [start(first), start(first + months)];
}

const daysOf = (event) => event.days;

/* First and last day of what begins and ends so, or null. */
function daysBetween(begin, end, number = dayNumber) {
  const first = number(begin);
  if (first === null) return null;
  const last = number(end);
  return [first, last === null || last < first ? first : last];
}

/*
 * Slots of one unit for these stretches of days: {from, to, gap}, half-open; null when they are
 * too many. What is known only to the month or year is one slot of its own, unless something
 * within it is known better.
 */
function slotsFor(unit, spans) {
  const filled = new Map();
  const isCoarse = ([first, last]) => unitAround(unit, first)[1] <= last;
  for (const span of spans) {
    if (isCoarse(span)) continue;
    const [from, to] = unitAround(unit, span[0]);
    filled.set(from, { from, to, gap: false });
    if (filled.size > MOST_SLOTS) return null;
  }
  const found = [...filled.values()];
  const coarse = spans.filter(isCoarse).sort((one, two) => (one[1] - one[0]) - (two[1] - two[0]) || one[0] - two[0]);
  for (const [first, last] of coarse) {
    const isFree = !found.some((slot) => slot.from <= last && slot.to > first);
    if (isFree) found.push({ from: first, to: last + 1, gap: false });
    if (found.length > MOST_SLOTS) return null;
  }
  return joined(unit, found.sort((one, two) => one.from - two.from));
}

/* The slots with what lies between them. */
function joined(unit, found) {
  const slots = [];
  for (const slot of found) {
    const last = slots[slots.length - 1];
    if (last && slot.from > last.to) addBetween(slots, unit, last.to, slot.from);
    slots.push(slot);
  }
  return slots.length > MOST_SLOTS ? null : slots;
}

function addBetween(slots, unit, from, to) {
  const between = [];
  for (let day = from; day < to && between.length <= SHORT_GAP;) {
    const next = Math.min(to, unitAround(unit, day)[1]);
    between.push({ from: day, to: next, gap: false });
    day = next;
  }
  if (between.length <= SHORT_GAP) slots.push(...between);
  else slots.push({ from, to, gap: true });
}

/* The calendar of these events, or null when none of them has a date. */
function makeCalendar(events) {
  const known = new Map(events.map(daysOf).filter(Boolean).map((days) => [days.join(), days]));
  const spans = [...known.values()].sort((one, two) => one[0] - two[0] || one[1] - two[1]);
  if (!spans.length) return null;
  for (const unit of UNITS) {
    const slots = slotsFor(unit, spans);
    if (slots) return calendarOf(unit, slots);
  }
  return calendarOf('decade', [{ from: spans[0][0], to: Math.max(...spans.map((span) => span[1])) + 1, gap: false }]);
}

function calendarOf(unit, slots) {
  const slotOf = (day) => {
    let [low, high] = [0, slots.length - 1];
    while (low < high) {
      const at = (low + high + 1) >> 1;
      if (slots[at].from <= day) low = at;
      else high = at - 1;
    }
    return low;
  };
  return {
    unit,
    slots,
    slotOf,
    /* Where a day begins, in slots from the left. */
    position(day) {
      const at = slotOf(day);
      const { from, to } = slots[at];
      return at + Math.min(1, Math.max(0, (day - from) / (to - from)));
    },
    /* The same calendar from one slot to another, both included. */
    between: (first, last) => calendarOf(unit, slots.slice(first, last + 1)),
  };
}

/* The slots in which an event may have been, first and last, or null. */
function slotsOf(calendar, event) {
  const days = daysOf(event);
  return days && [calendar.slotOf(days[0]), calendar.slotOf(days[1])];
}

/* What a slot is called, in short: by days, or by whole months or years. */
function slotWords(calendar, at) {
  const { from, to } = calendar.slots[at];
  const [first, next] = [isoDay(from), isoDay(to)];
  const isWhole = (tail) => first.endsWith(tail) && next.endsWith(tail);
  const fine = isWhole('-01-01') ? 'year' : isWhole('-01') ? 'month' : 'day';
  const last = isoDay(to - 1);
  if (fine === 'day') return shortened(spanWords(first, last));
  const words = [first, last].map((day) => shortened(dateWords(day, fine)));
  return words[0] === words[1] ? words[0] : t('date.span', ...words);
}

/* What a stretch of slots is called, no finer than the slots at its ends. */
function rangeWords(calendar, [first, last]) {
  const [from, to] = [calendar.slots[first].from, calendar.slots[last].to];
  const isDays = calendar.unit === 'day' && [first, last].every((at) => calendar.slots[at].to - calendar.slots[at].from === 1);
  if (isDays) return spanWords(isoDay(from), isoDay(to - 1));
  if (first === last) return slotWords(calendar, first);
  return t('date.span', edgeWords(calendar, first, from), edgeWords(calendar, last, to - 1));
}

/* What one end of a stretch is called: a slot's name, or the day, month or year at that end. */
function edgeWords(calendar, at, day) {
  const fine = { week: 'day', quarter: 'month', decade: 'year' }[calendar.unit];
  return fine ? shortened(dateWords(isoDay(day), fine)) : slotWords(calendar, at);
}

/* Names of slots where there is room: [{at, text, x}], x in pixels, with the year where it is new. */
function ticks(calendar, slotWidth) {
  const found = [];
  let free = 0;
  let year = '';
  for (const [at, slot] of calendar.slots.entries()) {
    if (slot.gap || at * slotWidth < free) continue;
    const parted = dateParts(isoDay(slot.from));
    const isUsual = slot.to === unitAround(calendar.unit, slot.from)[1];
    const text = parted.year === year && isUsual ? tickWords(calendar.unit, parted) : edgeWords(calendar, at, slot.from);
    year = parted.year;
    const most = calendar.slots.length * slotWidth + 10 - text.length * 6.3;
    const x = Math.min(at * slotWidth, most);
    if (x < free) continue;
    found.push({ at, text, x });
    free = x + text.length * 6.3 + 14;
  }
  return found;
}

const tickWords = (unit, { day, month, year }) =>
  (unit === 'day' || unit === 'week' ? shortened(t('date.daymonth', day, month))
    : unit === 'year' || unit === 'decade' ? year : shortened(month));
