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
  if (!speakers.length) return element('p', { class: 'voice' }, t('voice.article'));
  const chain = speakers.map((speaker, at) => [
    at ? [element('span', { class: 'through', 'aria-hidden': 'true' }, ' › '), element('span', { class: 'unseen' }, t('voice.quoting'))] : null,
    said(speaker.replace(UNNAMED, t('voice.unnamed'))),
  ]);
  return element('p', { class: 'voice' }, parts('voice.by', chain.flat(2)));
}

function sourceLine(article) {
  const title = article.title || t('article.untitled');
  const address = safeAddress(article.url);
  const heading = address
    ? element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, said(title))
    : said(title);
  const known = [
    article.publisher && said(article.publisher, { class: 'publisher' }),
    element('span', {}, article.published ? dateWords(article.published) : t('article.undated')),
  ].filter(Boolean);
  return element(
    'p', { class: 'source' },
    known.flatMap((part, at) => (at ? [' · ', part] : [part])),
    element('br'), heading,
  );
}

function toldAs({ status, certainty }) {
  const told = t(`told.${STATUSES.includes(status) ? status : 'possible'}`);
  const hedged = status === 'possible' && certainty !== 'certain';
  return capital(hedged ? t('told.as', t(`certainty.${certainty}`)) : t('told.how', told, t(`certainty.${certainty}`)));
}

function readingLine(sentence) {
  return element(
    'p', { class: 'reading' },
    element('span', { class: `told is-${sentence.status}` }, toldAs(sentence)),
    element('span', { class: 'soft' }, parts('reading', grouped(sentence.start), element('code', {}, sentence.rule))),
  );
}

/* The sentence and, once asked for, the paragraph around it. */
function sentenceCard(sentence) {
  const isAlone = !sentence.before.trim() && !sentence.after.trim();
  const around = (text) => element('span', { class: 'around', hidden: true }, text);
  const [before, after] = [around(sentence.before), around(sentence.after)];
  const context = button(t('paragraph.show'), () => {
    before.hidden = !before.hidden;
    after.hidden = before.hidden;
    context.setAttribute('aria-expanded', String(!before.hidden));
    context.textContent = t(before.hidden ? 'paragraph.show' : 'paragraph.hide');
  }, { 'aria-expanded': 'false', class: 'quiet' });
  return element(
    'li', { class: 'sentence' },
    element('blockquote', { dir: 'auto' }, before, element('span', { class: 'spoken' }, markedText(sentence)), after),
    speakerLine(sentence.speakers),
    sourceLine(sentence.about),
    readingLine(sentence),
    element('div', { class: 'card-actions' }, isAlone ? null : context,
      copyButton(t('copy.citation'), () => citation(sentence), { class: 'quiet' })),
  );
}

/* The evidence behind links as lists of numbers, one list to a sentence, in reading order. */
function evidenceGroups(model, links) {
  const numbers = [...new Set(links.flatMap((link) => link.evidence))].sort((one, two) => one - two);
  const groups = new Map();
  for (const number of numbers) {
    const group = model.evidence.group[number];
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(number);
  }
  return [...groups.values()];
}

/* One sentence with the marks of all its pieces of evidence. */
const asOne = (pieces) => ({ ...pieces[0], marks: pieces.flatMap((piece) => piece.marks) });

/* A list that fills itself with the sentences behind these links or sides, some at a time. */
function sentenceList(model, links, most = SENTENCES_AT_ONCE) {
  const groups = evidenceGroups(model, links);
  const list = element('ol', { class: 'sentences' });
  const host = element('div', {}, list);
  let asked = 0;
  const more = button('', () => show(), { class: 'more' });
  async function show() {
    const next = groups.slice(asked, asked + most);
    asked += next.length;
    list.append(...await Promise.all(next.map(async (numbers) =>
      sentenceCard(asOne(await model.sentences(numbers))))));
    const left = groups.length - asked;
    more.textContent = t('more.of', grouped(Math.min(left, most)), grouped(left));
    if (left > 0) host.append(more);
    else more.remove();
  }
  const filled = groups.length ? show() : Promise.resolve();
  if (!groups.length) list.append(element('li', { class: 'soft' }, t('sentences.none')));
  return { host, number: groups.length, filled };
}

function sentenceSection(model, links) {
  const { host, number, filled } = sentenceList(model, links);
  return { filled, section: element('section', {},
    element('h3', {}, t('sentences'), ' ', element('span', { class: 'tally' }, grouped(number))), host) };
}
