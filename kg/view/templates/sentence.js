/* The sentences behind the graph, read from their data blocks by number. */

const SENTENCE_COLUMNS = ['paragraph', 'from', 'length', 'marks', 'start', 'speakers', 'status', 'rule'];

/* Reads evidence by number; each block is unpacked once, when first needed. */
function sentenceReader(graph) {
  const blockOf = remembering(async (at) => {
    const block = await readBlock(`sentences-${at}`);
    const readers = SENTENCE_COLUMNS.map((name) => [name, reader(block[name])]);
    return { paragraphs: block.paragraphs, ...Object.fromEntries(readers) };
  });
  return (numbers) => Promise.all(numbers.map(async (number) => {
    const block = await blockOf(Math.floor(number / graph.sentencesPerBlock));
    return sentenceOf(graph, block, number);
  }));
}

/* Offsets count code points, which are not the units of JavaScript's strings. */
function sentenceOf(graph, block, number) {
  const at = number % graph.sentencesPerBlock;
  const whole = Array.from(block.paragraphs[block.paragraph(at)]);
  const [from, to] = [block.from(at), block.from(at) + block.length(at)];
  return {
    before: whole.slice(0, from).join(''),
    text: whole.slice(from, to).join(''),
    after: whole.slice(to).join(''),
    marks: block.marks(at),
    start: block.start(at),
    end: block.start(at) + block.length(at),
    speakers: block.speakers(at),
    status: block.status(at),
    rule: block.rule(at),
    certainty: CERTAINTIES[Number(graph.evidence.code[number])],
    about: graph.articles[graph.evidence.article[number]],
  };
}
