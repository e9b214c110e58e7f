/* Sentences as an analyst reads them: the words, who said them, where, how surely. */

const SENTENCES_AT_ONCE = 12;
/* A speaker whom the article does not name stands as the words of saying: "(said)". */
const UNNAMED = /^\((.*)\)$/;

/* The sentence with its marked words. Offsets count code points, end excluded. */
function markedText(sentence) {
  const letters = Array.from(sentence.text);
  const marks = [...sentence.marks].sort((one, two) => one[0] - two[0] || two[1] - one[1]);
  const parts = [];
  let done = 0;
  for (const [start, end, role] of marks) {
    if (start < done || end > letters.length || start >= end) continue;
    parts.push(letters.slice(done, start).join(''));
    const kind = String(role).replace(/[^a-z]/gi, '').toLowerCase();
    parts.push(element('mark', { class: `mark-${kind}` }, letters.slice(start, end).join('')));
    done = end;
  }
  return [...parts, letters.slice(done).join('')];
}

/* "Reuters › the ministry › Ana Rey": outermost first. */
function speakerLine(speakers) {
  if (!speakers.length) return element('p', { class: 'voice' }, 'In the article’s own words');
  const chain = speakers.flatMap((speaker, at) => [
    at ? element('span', { class: 'through', 'aria-label': 'quoting' }, ' › ') : null,
    said(speaker.replace(UNNAMED, 'someone unnamed (“$1”)')),
  ]);
  return element('p', { class: 'voice' }, element('span', { class: 'soft' }, 'Said by '), chain);
}

function sourceLine(article) {
  const title = article.title || 'Untitled article';
  const address = safeAddress(article.url);
  const heading = address
    ? element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, said(title))
    : said(title);
  const known = [
    article.publisher && said(article.publisher, { class: 'publisher' }),
    element('span', {}, article.published ? dateWords(article.published) : 'undated'),
  ].filter(Boolean);
  return element(
    'p', { class: 'source' },
    known.flatMap((part, at) => (at ? [' · ', part] : [part])),
    element('br'), heading,
  );
}

function toldAs({ status, certainty }) {
  const hedged = status === 'possible' && certainty !== 'certain';
  return capital(hedged ? `told as ${certainty}` : `${TOLD_AS[status] || status}, ${certainty}`);
}

function readingLine(sentence) {
  return element(
    'p', { class: 'reading' },
    element('span', { class: `told is-${sentence.status}` }, toldAs(sentence)),
    element('span', { class: 'soft' }, ` · at character ${grouped(sentence.start)} · rule `),
    element('code', {}, sentence.rule),
  );
}

function sentenceCard(sentence) {
  return element(
    'li', { class: 'sentence' },
    element('blockquote', { dir: 'auto' }, markedText(sentence)),
    speakerLine(sentence.speakers),
    sourceLine(sentence.about),
    readingLine(sentence),
  );
}

/* The evidence behind links as lists of numbers, one list to a sentence, in reading order. */
function evidenceGroups(model, links) {
  const numbers = [...new Set(links.flatMap((link) => link.evidence))].sort((one, two) => one - two);
  const groups = new Map();
  for (const number of numbers) {
    const group = model.sentenceGroups[number];
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(number);
  }
  return [...groups.values()];
}

/* One sentence with the marks of all its pieces of evidence. */
const asOne = (pieces) => ({ ...pieces[0], marks: pieces.flatMap((piece) => piece.marks) });

/* A section that fills itself with the sentences behind these links, some at a time. */
function sentenceSection(model, links) {
  const groups = evidenceGroups(model, links);
  const list = element('ol', { class: 'sentences' });
  const section = element('section', {},
    element('h3', {}, 'Sentences ', element('span', { class: 'tally' }, grouped(groups.length))), list);
  let asked = 0;
  const more = button('', () => show(), { class: 'more' });
  async function show() {
    const next = groups.slice(asked, asked + SENTENCES_AT_ONCE);
    asked += next.length;
    list.append(...await Promise.all(next.map(async (numbers) =>
      sentenceCard(asOne(await model.sentences(numbers))))));
    const left = groups.length - asked;
    more.textContent = `Show ${grouped(Math.min(left, SENTENCES_AT_ONCE))} more of ${grouped(left)}`;
    if (left > 0) section.append(more);
    else more.remove();
  }
  if (groups.length) show();
  else list.append(element('li', { class: 'soft' }, 'No sentence is attached.'));
  return section;
}
