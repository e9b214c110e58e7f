/* A sentence as a citation: words, who published them, when, under what title, and where. */

function citation({ text, about, start, end }) {
  const source = [about.publisher, about.title && t('quote.title', about.title),
    about.published && dateWords(about.published), safeAddress(about.url)].filter(Boolean).join(', ');
  return t('quote.citation', text.trim(), source || t('article.untitled'), grouped(start), grouped(end));
}

/* Puts text on the clipboard; pages from a disk may only do it the old way. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = element('textarea', { class: 'unseen', readonly: true });
    field.value = text;
    document.body.append(field);
    field.select();
    const isDone = document.execCommand('copy');
    field.remove();
    if (!isDone) throw new Error('the clipboard is closed');
  }
}

/* A button that copies a text and says so in its own place. */
function copyButton(label, textOf, attributes = {}) {
  const made = button(label, async () => {
    try {
      await copyText(textOf());
      made.textContent = t('copied');
    } catch {
      made.textContent = t('copy.failed');
    }
    setTimeout(() => { made.textContent = label; }, 1600);
  }, attributes);
  return made;
}
