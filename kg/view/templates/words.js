/* Words for readers: kinds, statuses, event types, dates, counts. */

/* Tables have no prototype, so that no word of the news is found in them by accident. */
const KINDS = {
  __proto__: null,
  person: ['Person', 'Persons'],
  country: ['Country', 'Countries'],
  organization: ['Organization', 'Organizations'],
  place: ['Place', 'Places'],
  event: ['Event', 'Events'],
};
const kindWord = (kind) => (KINDS[kind] || [kind, kind])[0];
const kindsWord = (kind) => (KINDS[kind] || [kind, kind])[1];

const STATUSES = ['happened', 'planned', 'possible', 'denied'];
const STATUS_WORDS = {
  __proto__: null,
  happened: 'Happened',
  planned: 'Planned',
  possible: 'Possible',
  denied: 'Denied',
};
const TOLD_AS = {
  __proto__: null,
  happened: 'told as fact',
  planned: 'told as planned or expected',
  possible: 'told as possible',
  denied: 'told as not so',
};

const QUADS = ['verbal-cooperation', 'material-cooperation', 'verbal-conflict', 'material-conflict'];
const QUAD_WORDS = {
  __proto__: null,
  'verbal-cooperation': 'Words of cooperation',
  'material-cooperation': 'Acts of cooperation',
  'verbal-conflict': 'Words of conflict',
  'material-conflict': 'Acts of conflict',
  other: 'Other events',
};

/* "VERBAL_COOPERATION", "verbal cooperation" and the end of an IRI all name one class. */
function quadOf(text) {
  const words = String(text || '').toLowerCase().replace(/[^a-z]+/g, '-');
  return QUADS.find((quad) => words.endsWith(quad)) || 'other';
}

/* The root of "CONSULT", "CONSULT.visit" or an IRI that ends in consult or consult-visit. */
function rootOf(type) {
  const tail = String(type || '').split(/[/#]/).pop();
  return tail.split(/[.\-_: ]/)[0].toLowerCase();
}

/* "CONSULT" as "Consult", "CONSULT.visit" as "Consult (visit)". */
function typeWords(event) {
  const tail = String(event.event_type || 'event').split(/[/#]/).pop();
  const [root, mode] = [rootOf(tail) || 'event', tail.slice(rootOf(tail).length + 1).toLowerCase()];
  return mode ? `${capital(root)} (${mode.replace(/[-_]/g, ' ')})` : capital(root);
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/* 12345 as "12,345". */
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

function count(number, one, many = `${one}s`) {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

const MONTHS = (
  'January February March April May June July August September October November December'
).split(' ');

function dateParts(text) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text || '');
  if (!found) return null;
  const month = found[2] ? MONTHS[Number(found[2]) - 1] : undefined;
  return { year: found[1], month, day: month && found[3] ? String(Number(found[3])) : undefined };
}

/* "8 January 2026", "January 2026" or "2026"; text that is no ISO date stays as it is. */
function dateWords(text, precision = 'day') {
  const parts = dateParts(text);
  if (!parts) return text || '';
  if (precision === 'year' || !parts.month) return parts.year;
  if (precision === 'month' || !parts.day) return `${parts.month} ${parts.year}`;
  return `${parts.day} ${parts.month} ${parts.year}`;
}

/* "8–12 January 2026", "28 January – 3 February 2026", or one date. */
function spanWords(begin, end) {
  if (!begin || !end || begin === end) return dateWords(begin || end);
  const [first, last] = [dateParts(begin), dateParts(end)];
  if (!first || !last || !first.day || !last.day) return `${dateWords(begin)} – ${dateWords(end)}`;
  if (first.year !== last.year) return `${dateWords(begin)} – ${dateWords(end)}`;
  if (first.month !== last.month) return `${first.day} ${first.month} – ${dateWords(end)}`;
  return `${first.day}–${dateWords(end)}`;
}

const MONTH_SPANS = ['month', 'season', 'quarter', 'half'];

/* When an event was or will be, no finer than it is known; "" when nothing is known. */
function whenWords(node) {
  const { begin, end, precision } = node;
  if (!begin) return '';
  if (precision === 'week' || precision === 'weekend') return `${precision} of ${dateWords(begin)}`;
  if (!precision || precision === 'day') return spanWords(begin, end);
  const fine = MONTH_SPANS.includes(precision) ? 'month' : 'year';
  const [first, last] = [dateWords(begin, fine), dateWords(end || begin, fine)];
  return first === last ? first : `${first} – ${last}`;
}

/* The same with the names of months cut to three letters. */
const shortWhen = (node) =>
  whenWords(node).replace(/\p{L}+/gu, (word) => (MONTHS.includes(word) ? word.slice(0, 3) : word));

/* What happened, without the date that a label may end with: "met, 8 Jan 2026" is "met". */
function whatOf(event) {
  const comma = event.label.lastIndexOf(', ');
  const year = (event.begin || '').slice(0, 4);
  return year && comma > 0 && event.label.slice(comma).includes(year)
    ? event.label.slice(0, comma) : event.label;
}
