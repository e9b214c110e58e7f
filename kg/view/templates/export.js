/* What is seen as files: PNG and SVG of the picture, CSV of the table, and a link to the state. */

/* A cell that a spreadsheet would take for a formula has an apostrophe before it; one more, if it
   starts with one, so that one taken away gives every text back. Numbers stay numbers. */
function csvCell(value) {
  const text = String(value ?? '').replace(/[\0-\x08\x0b-\x1f]/g, '\ufffd');
  const isNumber = /^[+-]?\d+(\.\d+)?$/.test(text);
  const isRisky = !isNumber && /^([\t\r\n']|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/.test(text);
  const safe = isRisky ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const csvText = (lines) => `\ufeff${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;

function download(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = element('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const fileName = (ending) => {
  const words = folded(document.title).replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);
  return `${words || 'graph'}.${ending}`;
};

function makeExport(on) {
  const menu = byId('export-menu');
  const toggle = byId('export');
  const kinds = {
    png: () => on.bitmap().toBlob((blob) => download(blob, fileName('png')), 'image/png'),
    svg: () => download(new Blob([on.svg()], { type: 'image/svg+xml' }), fileName('svg')),
    csv: () => download(new Blob([csvText(on.rows())], { type: 'text/csv' }), fileName('csv')),
  };

  function open(isOpen) {
    menu.hidden = !isOpen;
    toggle.setAttribute('aria-expanded', String(isOpen));
  }

  const item = (kind) => button(t(`export.${kind}`), () => {
    open(false);
    toggle.focus();
    kinds[kind]();
  });
  const link = copyButton(t('export.link'), on.address);
  menu.replaceChildren(...Object.keys(kinds).map(item), link);

  toggle.addEventListener('click', () => open(menu.hidden));
  document.addEventListener('pointerdown', ({ target }) => {
    if (!menu.hidden && !menu.contains(target) && !toggle.contains(target)) open(false);
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    open(false);
    toggle.focus();
  });
}
