/* The words of SPARQL, as far as colours need to know them. */

const KEYWORDS = new Set((
  'ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT ' +
  'DATATYPE DAY DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FILTER FLOOR FROM GRAPH GROUP ' +
  'GROUP_CONCAT HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES ' +
  'LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND ' +
  'REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SHA1 SHA256 SHA512 STR ' +
  'STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TZ UCASE ' +
  'UNDEF UNION URI UUID VALUES WHERE YEAR'
).split(' '));

const TOKEN = new RegExp([
  '(?<comment>#[^\\n]*)',
  '(?<iri><[^<>"{}|^`\\\\\\s]*>)',
  '(?<string>"""[^]*?(?:"""|$)|\'\'\'[^]*?(?:\'\'\'|$)|"(?:[^"\\\\\\n]|\\\\.)*"?|\'(?:[^\'\\\\\\n]|\\\\.)*\'?)',
  '(?<variable>[?$][\\p{L}\\p{N}_]+)',
  '(?<name>[\\p{L}\\p{N}_.-]*:[\\p{L}\\p{N}_.:%-]*)',
  '(?<number>[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)',
  '(?<word>[\\p{L}_]+)',
].join('|'), 'gu');

/* The text in pieces: [kind, text], kind is null for what needs no colour. */
function tokens(text) {
  const found = [];
  let done = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > done) found.push([null, text.slice(done, match.index)]);
    const [kind] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    const keyword = KEYWORDS.has(match[0].toUpperCase()) || match[0] === 'a';
    found.push([kind === 'word' ? (keyword ? 'keyword' : null) : kind, match[0]]);
    done = match.index + match[0].length;
  }
  found.push([null, text.slice(done)]);
  return found;
}

/* A full IRI as a prefixed name, where a prefix fits. */
function shortened(iri, prefixes) {
  for (const [name, space] of Object.entries(prefixes)) {
    const local = iri.slice(space.length);
    if (iri.startsWith(space) && /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(local)) return `${name}:${local}`;
  }
  return null;
}
