// ARIA 1.2, "Roles which cannot be named", and the global attributes that are prohibited on some roles. ACT kb1m8s.
(() => {
  const NAMES = ['aria-label', 'aria-labelledby', 'aria-braillelabel'];
  const DESCRIPTIONS = ['aria-roledescription', 'aria-brailleroledescription'];

  const ROLES = {
    caption: 'caption',
    code: 'code',
    del: 'deletion',
    em: 'emphasis',
    ins: 'insertion',
    p: 'paragraph',
    s: 'deletion',
    strong: 'strong',
    sub: 'subscript',
    sup: 'superscript',
  };

  const GENERIC = ['b', 'bdi', 'bdo', 'data', 'div', 'i', 'pre', 'q', 'samp', 'small', 'span', 'u'];

  const UNNAMED = new Set([...Object.values(ROLES), 'generic', 'none', 'presentation']);

  const GLOBAL = [
    'aria-atomic',
    'aria-busy',
    'aria-controls',
    'aria-current',
    'aria-describedby',
    'aria-details',
    'aria-flowto',
    'aria-keyshortcuts',
    'aria-live',
    'aria-owns',
    'aria-relevant',
  ];

  // `none` is void on what can be focused, and on what has a global attribute that is not itself prohibited there.
  const isVoid = (element) =>
    axe.commons.dom.isFocusable(element) || GLOBAL.some((name) => element.hasAttribute(name));

  const roleOf = (element) => {
    const explicit = axe.commons.aria.getExplicitRole(element);
    if (explicit !== null) {
      return ['none', 'presentation'].includes(explicit) && isVoid(element) ? null : explicit;
    }
    // A custom element may have given itself a role that only the page's own world knows of.
    const tag = element.localName;
    if (tag.includes('-') || element.isContentEditable) {
      return null;
    }
    return GENERIC.includes(tag) ? 'generic' : (ROLES[tag] ?? null);
  };

  const prohibited = (element, role) => [
    ...(UNNAMED.has(role) ? NAMES : []),
    ...(['generic', 'none', 'presentation'].includes(role) ? DESCRIPTIONS : []),
  ];

  tandem.checks.push({
    id: 'name-prohibited',
    title: 'Elements whose role can not be named must not be given a name',
    criteria: ['4.1.2'],
    impact: 'serious',
    run: () =>
      tandem
        .all([...NAMES, ...DESCRIPTIONS].map((name) => `[${name}]`).join(','))
        .filter(tandem.exposed)
        .flatMap((element) => {
          const role = roleOf(element);
          const wrong = prohibited(element, role).filter((name) => element.getAttribute(name)?.trim());
          return wrong.map((name) => ({
            element,
            message:
              `${name} has no effect here, because an element with the role "${role}" has no name of its own; ` +
              'assistive technology may pass over it. Write the words as text, or give the element a role that fits.',
          }));
        }),
  });
})();
