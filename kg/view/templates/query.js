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

const narrowing = new Narrowing(byId('narrow'));
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

/* What is asked now: a named query with values, or the text as it stands. */
function asked() {
  const values = narrowing.values();
  if (narrowing.name && editor.text === narrowing.text && Object.keys(values).length) {
    return { name: narrowing.name, values };
  }
  return { query: editor.text };
}

/* Where an answer is had; with a suffix in that format. */
function place({ name, values, query }, suffix) {
  const end = suffix ? `.${suffix}` : '';
  const given = name && new URLSearchParams(values).toString();
  return name ? `queries/${name}${end}${given ? `?${given}` : ''}` : `sparql${end}?${new URLSearchParams({ query })}`;
}

function fetched(what, signal) {
  const headers = { Accept: ACCEPT };
  return what.name ? fetch(place(what), { headers, signal })
    : fetch('sparql', { method: 'POST', headers, body: new URLSearchParams({ query: what.query }), signal });
}

async function run() {
  const what = asked();
  if (running) running.abort();
  const stop = running = new AbortController();
  const state = what.name ? { named: what.name, ...what.values } : what;
  history.replaceState(null, '', `#${new URLSearchParams(state)}`);
  byId('permalink').href = location.hash;
  byId('permalink').hidden = false;
  say('');
  editor.paint();
  busy(true);
  const since = performance.now();
  try {
    const answer = await fetched(what, stop.signal);
    const text = await body(answer, stop);
    if (!answer.ok) return refuse(text.trim());
    const kind = answer.headers.get('content-type').startsWith('text/turtle') ? 'graph' : 'rows';
    const told = results.show({ kind, text });
    const seconds = ((performance.now() - since) / 1000).toLocaleString(undefined, { maximumFractionDigits: 2 });
    byId('summary').textContent = kind === 'rows' && results.table.hidden ? told : `${told} in ${seconds} s`;
    offer(what, kind);
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

function offer(what, kind) {
  const formats = kind === 'graph' ? { Turtle: 'ttl', 'JSON-LD': 'jsonld', 'N-Triples': 'nt' } : { CSV: 'csv', JSON: 'json', TSV: 'tsv', XML: 'xml' };
  const links = Object.entries(formats).map(([name, suffix]) => element(
    'a', { href: place(what, suffix), download: `${what.name || 'answer'}.${suffix}` }, name));
  const copy = element('button', { type: 'button', id: 'copy' }, 'Copy address');
  const address = new URL(place(plain(what), kind === 'graph' ? 'ttl' : 'csv'), location.href.split('#')[0]).href;
  copy.addEventListener('click', () => copyAddress(address));
  byId('place').hidden = true;
  byId('downloads').replaceChildren('Download ', ...links.flatMap((link, at) => (at ? [' ', link] : [link])), ' ', copy);
}

/* A query as it comes with the package has a short address, values or not. */
function plain(what) {
  const whole = narrowing.name && !narrowing.missing() && what.query === narrowing.text;
  return whole ? { name: narrowing.name, values: {} } : what;
}

/* Shown as well as copied: not every browser lets a page write to the clipboard. */
async function copyAddress(address) {
  byId('place').hidden = false;
  byId('address').value = address;
  byId('address').select();
  const done = await Promise.resolve().then(() => navigator.clipboard.writeText(address)).then(() => true, () => false);
  byId('copied').textContent = `${done ? 'Copied' : 'Copy it'}: for pandas.read_csv, Excel (Data, From Web) or R`;
}

function open(name, values = {}) {
  const example = data.examples.find((one) => one.name === name);
  if (!example) return false;
  editor.text = example.text.replace(/^(?:# (?:title|about|param|example): .*\n)+/, '');
  byId('about').textContent = example.about;
  narrowing.show({ ...example, text: editor.text }, values);
  mark(name);
  byId('answer').hidden = true; // it is another query's
  say('');
  return true;
}

function mark(name) {
  for (const button of byId('examples').querySelectorAll('button')) {
    const chosen = button.dataset.name === name;
    button.setAttribute('aria-pressed', String(chosen));
    if (chosen) within(button, byId('examples'));
  }
}

/* Scroll a list, and nothing around it, until an item of it is in sight. */
function within(item, list) {
  const [inner, outer] = [item.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) list.scrollTop += inner.top - outer.top - 40;
  if (inner.left < outer.left || inner.right > outer.right) list.scrollLeft += inner.left - outer.left - 20;
}

/* Somebody's own query: nothing that narrows the one it began as holds for it. */
function own() {
  if (narrowing.name && editor.text !== narrowing.text) {
    narrowing.hide();
    byId('about').textContent = '';
    mark('');
  }
}

byId('form').addEventListener('submit', (event) => { event.preventDefault(); run(); });
byId('stop').addEventListener('click', () => running && running.abort());
byId('examples').addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button || !open(button.dataset.name)) return;
  if (narrowing.missing()) narrowing.missing().focus(); else run();
});
byId('query').addEventListener('input', own);
if (byId('find')) {
  byId('find').addEventListener('submit', (event) => {
    event.preventDefault();
    if (open('search', { words: byId('words').value })) run();
  });
}
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});
function restore() {
  const { named, query, ...values } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (named !== undefined) return open(named, values);
  if (query === undefined || query === editor.text) return false;
  editor.text = query;
  own();
  return true;
}
window.addEventListener('hashchange', () => { if (restore()) run(); });
document.documentElement.classList.add('is-live');
if (restore()) run(); else open(data.examples[0] && data.examples[0].name);
