/* The page to query on: pick or write a query, run it, read the answer, take it along. */

const MOST_BYTES = 30_000_000;
const ACCEPT = 'application/sparql-results+json, text/turtle;q=0.9';
const TERMS = `SELECT DISTINCT ?term ?label WHERE {
  { SELECT DISTINCT ?term { ?s ?term ?o } } UNION { SELECT DISTINCT ?term { ?s a ?term } }
  OPTIONAL { ?term rdfs:label ?label }
}`;

const data = JSON.parse(byId('data').textContent);
let running = null;
let known = null;

function terms() {
  known = known || fetch('sparql', { method: 'POST', body: new URLSearchParams({ query: TERMS, format: 'json' }) })
    .then((answer) => (answer.ok ? answer.json() : { results: { bindings: [] } }))
    .then(({ results }) => [
      ...Object.keys(data.prefixes).map((name) => ({ name: `${name}:`, label: data.prefixes[name] })),
      ...results.bindings.map(({ term, label }) => ({ name: shortened(term.value, data.prefixes) || `<${term.value}>`, label: label ? label.value : '' })),
    ].sort((one, two) => (one.name < two.name ? -1 : 1)))
    .catch(() => []);
  return known;
}

const editor = new Editor(byId('query'), byId('colours'), byId('proposals'), terms);
const results = new Results(data);

function say(message) {
  const error = byId('error');
  error.hidden = !message;
  error.textContent = message;
}

function busy(is) {
  byId('run').disabled = is;
  byId('stop').hidden = !is;
  byId('answer').setAttribute('aria-busy', String(is));
}

/* The body of an answer as text, unless it is too large for a page. */
async function body(answer, stop) {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (const reader = answer.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > MOST_BYTES) {
      stop.abort();
      throw new Error('The answer is too large to be shown here. Download it, or add a LIMIT.');
    }
    text += decoder.decode(value, { stream: true });
  }
}

async function run() {
  const query = editor.text;
  if (running) running.abort();
  const stop = running = new AbortController();
  history.replaceState(null, '', `#query=${encodeURIComponent(query)}`);
  byId('permalink').href = location.hash;
  byId('permalink').hidden = false;
  say('');
  editor.paint();
  busy(true);
  const since = performance.now();
  try {
    const answer = await fetch('sparql', { method: 'POST', headers: { Accept: ACCEPT }, body: new URLSearchParams({ query }), signal: stop.signal });
    const text = await body(answer, stop);
    if (!answer.ok) return refuse(text.trim());
    const kind = answer.headers.get('content-type').startsWith('text/turtle') ? 'graph' : 'rows';
    const told = results.show({ kind, text });
    const seconds = ((performance.now() - since) / 1000).toLocaleString(undefined, { maximumFractionDigits: 2 });
    byId('summary').textContent = kind === 'rows' && results.table.hidden ? told : `${told} in ${seconds} s`;
    offer(query, kind);
    byId('answer').hidden = false;
  } catch (error) {
    byId('answer').hidden = true;
    say(error.name === 'AbortError' ? 'Stopped.' : error.message === 'Failed to fetch' ? 'The server does not answer.' : error.message);
  } finally {
    if (running === stop) { busy(false); running = null; }
  }
}

function refuse(message) {
  byId('answer').hidden = true;
  const found = /at line (\d+), column (\d+)/.exec(message);
  say(message);
  if (found) editor.paint({ line: Number(found[1]), column: Number(found[2]) });
}

function offer(query, kind) {
  const formats = kind === 'graph' ? { Turtle: 'ttl', 'JSON-LD': 'jsonld', 'N-Triples': 'nt' } : { CSV: 'csv', JSON: 'json', TSV: 'tsv', XML: 'xml' };
  const links = Object.entries(formats).map(([name, suffix]) => element(
    'a', { href: `sparql.${suffix}?${new URLSearchParams({ query })}`, download: `answer.${suffix}` }, name));
  byId('downloads').replaceChildren('Download ', ...links.flatMap((link, at) => (at ? [' ', link] : [link])));
}

function open(name) {
  const example = data.examples.find((one) => one.name === name);
  if (!example) return false;
  editor.text = example.query.replace(/^(?:# (?:title|about): .*\n)+/, '');
  byId('about').textContent = example.about;
  for (const button of byId('examples').querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(button.dataset.name === name));
  }
  return true;
}

byId('form').addEventListener('submit', (event) => { event.preventDefault(); run(); });
byId('stop').addEventListener('click', () => running && running.abort());
byId('examples').addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button && open(button.dataset.name)) run();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});
function restore() {
  const linked = new URLSearchParams(location.hash.slice(1)).get('query');
  if (linked !== null && linked !== editor.text) { editor.text = linked; byId('about').textContent = ''; return true; }
  return false;
}
window.addEventListener('hashchange', () => { if (restore()) run(); });
document.documentElement.classList.add('is-live');
if (restore()) run(); else open(data.examples[0] && data.examples[0].name);
