/*
 * Data blocks and the columns in them. A graph of a hundred thousand nodes opens fast because
 * nothing is made of a row before somebody asks for it.
 */

const parsed = new Promise((done) => {
  if (document.readyState !== 'loading') done();
  else document.addEventListener('DOMContentLoaded', done, { once: true });
});

/* The bytes of a text in base64. */
function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const packed = atob(text);
  const bytes = new Uint8Array(packed.length);
  for (let at = 0; at < packed.length; at += 1) bytes[at] = packed.charCodeAt(at);
  return bytes;
}

async function readBlock(id) {
  if (!byId(id)) await parsed;
  const block = byId(id);
  if (block.dataset.encoding === 'json') return JSON.parse(block.textContent);
  return JSON.parse(await unpacked(bytesOf(block.textContent.trim())));
}

/*
 * The text in a gzip file. Read piece by piece it is there at once; as a Blob or Response it
 * would come only after other work of the browser, such as drawing a page that is still empty.
 */
async function unpacked(bytes) {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  /* What is wrong with the bytes is told to the reader. */
  Promise.all([writer.write(bytes), writer.close()]).catch(() => {});
  const reader = readable.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    text += decoder.decode(piece.value, { stream: true });
  }
  return text + decoder.decode();
}

const isCoded = (column) => Array.isArray(column.values);

/* How many rows a table of columns has. */
function rowCount(columns) {
  const [column] = Object.values(columns);
  return column ? (isCoded(column) ? column.at : column).length : 0;
}

/* A column as a function from the number of a row to its value. */
function reader(column) {
  if (!isCoded(column)) return (row) => column[row];
  const { values, at } = column;
  return (row) => values[at[row]];
}

/* The same with each value put through a function, once for each of the values that recur. */
function mappedReader(column, change) {
  if (!isCoded(column)) return (row) => change(column[row]);
  return reader({ values: column.values.map(change), at: column.at });
}

/* Lists of numbers that lie one after another, as a function from a row to its list. */
function listReader({ lengths, flat }) {
  const starts = new Uint32Array(lengths.length + 1);
  for (let row = 0; row < lengths.length; row += 1) starts[row + 1] = starts[row] + lengths[row];
  return (row) => flat.slice(starts[row], starts[row + 1]);
}

/* A class of rows: each has its `number` and reads the rest from these columns. */
function rowClass(readers) {
  class Row {
    constructor(number) {
      this.number = number;
    }
  }
  for (const [name, read] of Object.entries(readers)) {
    Object.defineProperty(Row.prototype, name, { get() { return read(this.number); } });
  }
  return Row;
}

/* A property that is found when it is first asked for. */
function lazily(prototype, name, find) {
  const kept = Symbol(name);
  Object.defineProperty(prototype, name, {
    get() {
      if (this[kept] === undefined) this[kept] = find(this);
      return this[kept];
    },
  });
}

/* A function that keeps its answers. */
function remembering(find) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, find(key));
    return known.get(key);
  };
}
