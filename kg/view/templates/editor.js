/* A text field with colours behind it, and proposals of terms at the caret. */

const byId = (id) => document.getElementById(id);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

class Editor {
  constructor(field, colours, list, terms) {
    this.field = field;
    this.colours = colours;
    this.list = list;
    this.terms = terms;
    this.chosen = 0;
    field.addEventListener('input', () => { this.paint(); this.propose(false); });
    field.addEventListener('keydown', (event) => this.onKey(event));
    field.addEventListener('blur', () => this.close());
    field.addEventListener('click', () => this.close());
    list.addEventListener('mousedown', (event) => {
      const item = event.target.closest('li');
      event.preventDefault();
      if (item) this.take(Number(item.dataset.at));
    });
    this.paint();
  }

  get text() { return this.field.value; }

  set text(text) {
    this.field.value = text;
    this.close();
    this.paint();
  }

  paint(fault = null) {
    const parts = tokens(this.text).map(([kind, text]) =>
      kind ? element('span', { class: `is-${kind}` }, text) : text);
    this.colours.replaceChildren(...parts, '\n ');
    this.colours.parentElement.classList.toggle('has-fault', fault !== null);
    if (fault !== null) this.underline(fault);
  }

  /* Mark the line that an error points at, and go there. Lines and columns count from 1. */
  underline({ line, column }) {
    const lines = this.text.split('\n');
    const at = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
    this.colours.parentElement.style.setProperty('--fault', line - 1);
    this.field.focus();
    this.field.setSelectionRange(at, at);
  }

  onKey(event) {
    if (!this.list.hidden && ['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (event.key === 'Escape') this.close();
      else if (event.key.startsWith('Arrow')) this.choose(this.chosen + (event.key === 'ArrowDown' ? 1 : -1));
      else this.take(this.chosen);
    } else if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      this.propose(true);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const before = this.text.slice(0, this.field.selectionStart);
      const indent = /[ \t]*$/.exec(/[^\n]*$/.exec(before)[0].replace(/\S.*$/s, ''))[0];
      const deeper = /\{[ \t]*$/.test(before) ? '  ' : '';
      if (indent || deeper) { event.preventDefault(); this.insert('\n' + indent + deeper); }
    } else if (event.key === 'Escape') {
      byId('run').focus();
    }
  }

  insert(text) {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, 'end');
    this.paint();
  }

  /* The beginning of a term before the caret, if there is one. */
  begun() {
    return /[\p{L}\p{N}_-]*:?[\p{L}\p{N}_.-]*$/u.exec(this.text.slice(0, this.field.selectionStart))[0];
  }

  async propose(asked) {
    const begun = this.begun();
    if (!asked && !/^[\p{L}_-]+:/u.test(begun)) return this.close();
    const known = await this.terms();
    if (begun !== this.begun()) return;
    const wanted = begun.toLowerCase();
    this.proposals = known.filter((term) => {
      const name = term.name.toLowerCase();
      return name.startsWith(wanted) || (wanted.length > 1 && !wanted.includes(':') && (name + ' ' + term.label.toLowerCase()).includes(wanted));
    }).slice(0, 12);
    if (!this.proposals.length || (this.proposals.length === 1 && this.proposals[0].name === begun)) return this.close();
    this.list.replaceChildren(...this.proposals.map((term, at) => element(
      'li', { role: 'option', 'data-at': at, 'aria-selected': 'false' },
      element('code', {}, term.name), element('span', { class: 'soft' }, term.label))));
    this.list.hidden = false;
    this.place(this.field.selectionStart - begun.length);
    this.choose(0);
  }

  place(offset) {
    const walker = document.createTreeWalker(this.colours, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let left = offset;
    while (walker.nextNode()) {
      const { length } = walker.currentNode;
      if (left <= length) { range.setStart(walker.currentNode, left); break; }
      left -= length;
    }
    const spot = range.getBoundingClientRect();
    const form = this.list.offsetParent.getBoundingClientRect();
    this.list.style.setProperty('left', `${Math.max(0, Math.min(spot.left - form.left, form.width - 330))}px`);
    this.list.style.setProperty('top', `${spot.bottom - form.top + 4}px`);
  }

  choose(at) {
    const items = [...this.list.children];
    this.chosen = (at + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute('aria-selected', String(index === this.chosen)));
    items[this.chosen].scrollIntoView({ block: 'nearest' });
  }

  take(at) {
    const end = this.field.selectionStart;
    this.field.setSelectionRange(end - this.begun().length, end);
    this.insert(this.proposals[at].name);
    this.close();
  }

  close() {
    this.list.hidden = true;
  }
}
