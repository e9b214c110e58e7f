/* Words for readers. Every text of the interface is in one table; none is written in the code. */

let WORDS = {};
let plurals = null;

/* The text with {0}, {1}, ... filled in, as a list of strings and elements. */
function filled(text, values) {
  return String(text).split(/\{(\d)\}/).map((part, at) => (at % 2 ? values[part] ?? '' : part));
}

/* A text of the table, filled in with words. */
const t = (key, ...values) => filled(WORDS[key] ?? key, values).join('');

/* A text of the table, filled in with elements or words. */
const parts = (key, ...values) => filled(WORDS[key] ?? key, values).flat();

/* A text with a number in it: "1 article", "12 articles". */
function count(key, number) {
  const forms = WORDS[key] || {};
  plurals = plurals || new Intl.PluralRules(document.documentElement.lang || 'en');
  const form = plurals.select(number);
  return filled(forms[form] ?? forms.other ?? key, [grouped(number)]).join('');
}

/* 12345 as "12,345". */
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, t('thousands'));

const KINDS = ['person', 'country', 'organization', 'place', 'event'];
const kindWord = (kind) => (KINDS.includes(kind) || kind === 'group' ? t(`kind.${kind}`) : kind);
const kindsWord = (kind) => (KINDS.includes(kind) ? t(`kinds.${kind}`) : kind);

const STATUSES = ['happened', 'planned', 'possible', 'denied'];
const CERTAINTIES = ['certain', 'probable', 'possible'];
const QUADS = ['verbal-cooperation', 'material-cooperation', 'verbal-conflict', 'material-conflict'];
const isConflict = (event) => event.quad === 'verbal-conflict' || event.quad === 'material-conflict';
const isCooperation = (event) => event.quad === 'verbal-cooperation' || event.quad === 'material-cooperation';

/* "VERBAL_COOPERATION", "verbal cooperation" and the end of an IRI all name one class. */
function quadOf(text) {
  if (QUADS.includes(text)) return text;
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
  const [root, mode] = [event.root || 'event', tail.slice(event.root.length + 1).toLowerCase()];
  return mode ? `${rootWord(root)} (${mode.replace(/[-_]/g, ' ')})` : rootWord(root);
}

/* A type of event in the language of the reader, or as it is called. */
const rootWord = (root) => (`type.${root}` in WORDS ? t(`type.${root}`) : capital(root || 'event'));

/* What an event is about, "military", or that its reports do not say. */
const contextWord = (context) => (`context.${context}` in WORDS ? t(`context.${context}`)
  : context ? capital(context.replace(/[-_]/g, ' ')) : t('filter.nocontext'));

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/* "Peru", "Peru and Chile", "Peru, Chile and 3 more". */
function wordList(names, most = 3) {
  const kept = names.slice(0, most);
  if (names.length > most) kept.splice(most - 1, 1, count('more', names.length - most + 1));
  if (kept.length < 2) return kept.join('');
  return t('list.and', kept.slice(0, -1).join(t('list.comma')), kept[kept.length - 1]);
}

const nameList = (nodes, most = 3) => wordList(nodes.map((node) => node.label), most);

/* What happened, without the date that a label may end with: "met, 8 Jan 2026" is "met". */
function whatOf(event) {
  const comma = event.label.lastIndexOf(', ');
  const year = (event.begin || '').slice(0, 4);
  return year && comma > 0 && event.label.slice(comma).includes(year)
    ? event.label.slice(0, comma) : event.label;
}
