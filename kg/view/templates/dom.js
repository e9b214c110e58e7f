/* Elements. Text reaches the page only as text nodes, never as markup. */

const byId = (id) => document.getElementById(id);

/* After what is under way: the picture and all controls come first. */
const soon = () => new Promise((done) => { setTimeout(done, 0); });

/* An element with attributes, listeners (names that start with "on") and children. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return made;
}

/* Text from the news, shut off from the writing direction of what stands around it. */
const said = (text, attributes = {}) => element('bdi', { dir: 'auto', ...attributes }, text);

const button = (label, onclick, attributes = {}) =>
  element('button', { type: 'button', onclick, ...attributes }, label);

const SWATCHES = {
  __proto__: null,
  person: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z',
  country: 'M4 3h8a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1z',
  organization: 'M8 1.8l5.4 3.1v6.2l-5.4 3.1l-5.4-3.1v-6.2z',
  place: 'M8 14l-5.6-10.4h11.2z',
  event: 'M8 1.2l6.8 6.8l-6.8 6.8l-6.8-6.8z',
  group: 'M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14zm0 3a4 4 0 1 0 0 8a4 4 0 1 0 0-8z',
};

/* An element of a drawing. */
function drawn(tag, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children.filter((child) => child !== null));
  return made;
}

/* The shape of a kind as the picture draws it; its colour comes from the style sheet. */
const swatch = (kind, colour = kind, status = 'happened') =>
  drawn('svg', { viewBox: '0 0 16 16', class: `swatch tint-${colour} is-${status}`, 'aria-hidden': 'true' },
    drawn('path', { d: SWATCHES[kind] || SWATCHES.person }));

/* A web address that is safe to follow, or null. */
function safeAddress(text) {
  if (!text) return null;
  try {
    const address = new URL(text);
    return address.protocol === 'https:' || address.protocol === 'http:' ? address.href : null;
  } catch {
    return null;
  }
}
