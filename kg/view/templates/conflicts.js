/* A contradiction with both its sides next to each other. */

function makeConflictView(model, things) {
  function side({ label, evidence }, at) {
    const { host, number } = sentenceList(model, [{ evidence }], 6);
    return element('section', { class: 'side', 'aria-label': t('conflict.side', at + 1) },
      element('p', { class: 'kicker' }, t('conflict.side', at + 1), ' · ', count('sentences.count', number)),
      element('h3', { class: 'says' }, said(label)), host);
  }

  return (conflict) => [
    element('p', { class: 'kicker' }, element('span', { class: 'unequal', 'aria-hidden': 'true' }, '≠'), t(`conflict.${conflict.kind}`)),
    element('h2', { tabindex: '-1' }, said(conflict.label)),
    element('p', { class: 'soft' }, t(`conflict.${conflict.kind}.about`)),
    conflict.about.length ? listed(conflict.about.map((node) => things.thing(node)), { class: 'list ends' }) : null,
    element('div', { class: 'sides' }, conflict.sides.map(side)),
  ];
}
