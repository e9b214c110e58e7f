/* An answer as a table whose cells lead to the pages of things. */

const ROWS_AT_ONCE = 200;
const LONG = 80; // characters: a sentence, not a name
const NUMERIC = /#(?:integer|decimal|double|float|int|long)$/;

class Results {
  constructor(data) {
    this.prefixes = data.prefixes;
    this.base = data.base;
    this.table = byId('table');
    this.plain = byId('plain');
    byId('more').addEventListener('click', () => this.grow());
  }

  /* Rows, a truth value or a graph; returns what there is to say of it. */
  show(answer) {
    this.table.replaceChildren();
    this.plain.hidden = answer.kind === 'rows';
    this.table.hidden = answer.kind !== 'rows';
    byId('rest').hidden = true;
    if (answer.kind === 'graph') {
      this.plain.textContent = answer.text;
      return `${(answer.text.match(/ [;,.]\n/g) || []).length.toLocaleString()} statements, about`;
    }
    const { head, results, boolean } = JSON.parse(answer.text);
    if (boolean !== undefined) {
      this.table.hidden = true;
      this.plain.hidden = false;
      this.plain.textContent = boolean ? 'Yes' : 'No';
      return 'The answer is';
    }
    this.names = head.vars;
    this.rows = results.bindings;
    this.order = null;
    this.fill();
    const count = this.rows.length;
    return count === 1 ? '1 row' : `${count.toLocaleString()} rows`;
  }

  fill() {
    this.shown = 0;
    this.body = element('tbody');
    const heads = this.names.map((name) => element('th', { scope: 'col', 'aria-sort': this.sorting(name) },
      element('button', { type: 'button' }, name)));
    heads.forEach((head, at) => head.firstChild.addEventListener('click', () => this.sort(this.names[at])));
    this.table.replaceChildren(element('thead', {}, element('tr', {}, ...heads)), this.body);
    this.grow();
  }

  sorting(name) {
    if (!this.order || this.order.name !== name) return null;
    return this.order.down ? 'descending' : 'ascending';
  }

  sort(name) {
    const down = Boolean(this.order && this.order.name === name && !this.order.down);
    this.order = { name, down };
    const value = (row) => (row[name] ? row[name].value : '');
    const compare = new Intl.Collator(undefined, { numeric: true }).compare;
    this.rows = [...this.rows].sort((one, two) => (down ? -1 : 1) * compare(value(one), value(two)));
    this.fill();
  }

  grow() {
    const next = this.rows.slice(this.shown, this.shown + ROWS_AT_ONCE);
    this.body.append(...next.map((row) => element('tr', {}, ...this.names.map((name) => this.cell(row[name])))));
    this.shown += next.length;
    const left = this.rows.length - this.shown;
    byId('rest').hidden = left === 0;
    byId('more').textContent = `Show ${Math.min(left, ROWS_AT_ONCE)} of ${left.toLocaleString()} more`;
  }

  cell(term) {
    if (!term) return element('td', { class: 'empty' });
    if (term.type === 'uri') return element('td', {}, this.link(term.value));
    if (term.type === 'triple') return element('td', {}, '<<', ...['subject', 'predicate', 'object'].flatMap((part) => [' ', ...this.cell(term.value[part]).childNodes]), ' >>');
    if (term.type === 'bnode') return element('td', { class: 'soft' }, `_:${term.value}`);
    if (term.datatype && NUMERIC.test(term.datatype)) return element('td', { class: 'number' }, term.value);
    const kind = term.datatype ? (shortened(term.datatype, this.prefixes) || term.datatype) : term['xml:lang'];
    const look = /#(?:date|dateTime|gYear\w*)$/.test(term.datatype || '') ? 'date' : term.value.length > LONG ? 'long' : null;
    return element('td', { dir: 'auto', title: kind, class: look }, term.value);
  }

  link(iri) {
    const local = iri.startsWith(this.base) ? iri.slice(this.base.length) : '';
    const here = /^(?:id|event-type)\//.test(local);
    const words = here && local.startsWith('id/') ? local.slice(3) : shortened(iri, this.prefixes) || iri;
    if (!here && !/^https?:/.test(iri)) return element('span', {}, iri);
    return element('a', { href: here ? encodeURI(local) : iri, title: iri, rel: here ? null : 'noreferrer' }, words);
  }
}
