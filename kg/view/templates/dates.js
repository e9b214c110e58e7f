/* Dates in words, no finer than they are known. */

function dateParts(text) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text || '');
  if (!found) return null;
  const month = found[2] ? WORDS.months[Number(found[2]) - 1] : undefined;
  return { year: found[1], month, day: month && found[3] ? String(Number(found[3])) : undefined };
}

/* "8 January 2026", "January 2026" or "2026"; text that is no ISO date stays as it is. */
function dateWords(text, precision = 'day') {
  const found = dateParts(text);
  if (!found) return text || '';
  if (precision === 'year' || !found.month) return found.year;
  if (precision === 'month' || !found.day) return t('date.month', found.month, found.year);
  return t('date.day', found.day, found.month, found.year);
}

/* "8–12 January 2026", "28 January – 3 February 2026", or one date. */
function spanWords(begin, end) {
  if (!begin || !end || begin === end) return dateWords(begin || end);
  const [first, last] = [dateParts(begin), dateParts(end)];
  if (!first || !last || !first.day || !last.day || first.year !== last.year) {
    return t('date.span', dateWords(begin), dateWords(end));
  }
  if (first.month !== last.month) {
    return t('date.span', t('date.daymonth', first.day, first.month), dateWords(end));
  }
  return t('date.days', first.day, dateWords(end));
}

const MONTH_SPANS = ['month', 'season', 'quarter', 'half'];

/* When an event was or will be; "" when nothing is known. */
function whenWords(node) {
  const { begin, end, precision } = node;
  if (!begin) return '';
  if (precision === 'week' || precision === 'weekend') return t(`date.${precision}`, dateWords(begin));
  if (!precision || precision === 'day') return spanWords(begin, end);
  const fine = MONTH_SPANS.includes(precision) ? 'month' : 'year';
  const [first, last] = [dateWords(begin, fine), dateWords(end || begin, fine)];
  return first === last ? first : t('date.span', first, last);
}

/* The same with the names of months cut to three letters. */
const shortened = (text) =>
  text.replace(/\p{L}+/gu, (word) => (WORDS.months.includes(word) ? word.slice(0, 3) : word));

const shortWhen = (node) => shortened(whenWords(node));

/* Days since 1970 of an ISO date, or null; and back. */
function dayNumber(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(text || '');
  if (!found) return null;
  const time = Date.parse(`${found[0]}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / 86_400_000);
}

const isoDay = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
