/* The fields that narrow a named query. */

class Narrowing {
  constructor(box) {
    this.box = box;
    this.hide();
  }

  /* The fields of a query, with these values; `text` is its SPARQL as the editor has it. */
  show({ name, parameters, text }, values) {
    this.name = name;
    this.text = text;
    this.fields = parameters.map((parameter) => this.field(parameter, values[parameter.name] || ''));
    const labels = this.fields.map(({ input, about }) => element('label', {},
      element('span', {}, input.name, input.required ? ' *' : ''), input, element('small', {}, about)));
    this.box.replaceChildren(this.box.firstElementChild, ...labels);
    this.box.hidden = !labels.length;
  }

  field({ name, kind, required, about }, value) {
    const input = element('input', { name, autocomplete: 'off', spellcheck: 'false', required: required ? '' : null, placeholder: HINTS[kind] || '' });
    input.value = value;
    return { input, about };
  }

  hide() {
    this.name = this.text = null;
    this.fields = [];
    this.box.replaceChildren(this.box.firstElementChild); // a field that must be filled would bar the form unseen
    this.box.hidden = true;
  }

  /* The values that are given, by name. */
  values() {
    const given = this.fields.map(({ input }) => [input.name, input.value.trim()]);
    return Object.fromEntries(given.filter(([, value]) => value));
  }

  /* The first field that must be filled and is not. */
  missing() {
    return this.fields.map(({ input }) => input).find((input) => input.required && !input.value.trim());
  }
}

const HINTS = { entity: 'a name or code', period: '2026-01', source: 'a publisher', type: 'CONSULT', words: 'steel tarif*' };
