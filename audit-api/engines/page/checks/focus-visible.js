// ACT oj04fd: whatever has the keyboard's focus shows it. Told by keys.js whose style is the same with and without it;
// of those, two pictures are taken, and only where they are alike to the last pixel is it said.
(() => {
  const { MANY_STOPS } = tandem.keys;

  // The cursor that blinks in a field shows that it has the focus.
  const HAS_CURSOR =
    'textarea, [contenteditable], select, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=reset], [type=image], [type=range], [type=color], [type=file])';

  const MOST = 3;
  const MARGIN = 16;

  const SHOWN_BY = [
    'outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderTopColor', 'borderBottomColor', 'borderTopWidth',
    'borderBottomWidth', 'backgroundColor', 'backgroundImage', 'color', 'textDecorationLine', 'textDecorationColor',
    'opacity', 'transform', 'filter', 'fontWeight', 'display', 'visibility', 'width', 'height', 'content', 'fill', 'stroke',
  ];

  const looksOf = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    return SHOWN_BY.map((name) => style[name]).join();
  };

  const around = (element) =>
    [
      element.parentElement,
      element.previousElementSibling,
      element.nextElementSibling,
      element.firstElementChild,
      ...(element.labels ?? []),
    ].filter(Boolean);

  const looks = (element) =>
    [
      looksOf(element),
      looksOf(element, '::before'),
      looksOf(element, '::after'),
      ...around(element).map((other) => looksOf(other)),
    ].join(';');

  const isInTheOpen = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    if (width < 4 || height < 4 || !tandem.shown(element)) {
      return false;
    }
    const front = element.getRootNode().elementFromPoint?.(left + width / 2, top + height / 2);
    return front != null && (element === front || element.contains(front));
  };

  const box = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const x = Math.max(0, Math.floor(left) - MARGIN);
    const y = Math.max(0, Math.floor(top) - MARGIN);
    return {
      x,
      y,
      width: Math.min(innerWidth, Math.ceil(right) + MARGIN) - x,
      height: Math.min(innerHeight, Math.ceil(bottom) + MARGIN) - y,
    };
  };

  const check = {
    id: 'focus-visible',
    title: 'What has the keyboard focus must show it',
    criteria: ['2.4.7'],
    impact: 'serious',
    stage: 'keys',
    run: () => [],
    // What an element looks like, to be compared with and without the focus; null where that says nothing.
    looks: (element) => (element.matches(`${HAS_CURSOR}, ${MANY_STOPS}`) ? null : looks(element)),
  };

  const finding = (element) => ({
    check,
    element,
    message:
      'Nothing changes when this element gets the keyboard focus, so nobody who uses a keyboard can see where they are. ' +
      'Leave the outline on, or give :focus-visible a style of its own.',
  });

  // Two frames on, with every transition at its end.
  const settled = async () => {
    await new Promise(requestAnimationFrame);
    document.getAnimations().forEach((animation) => {
      try {
        animation.finish();
      } catch {
        // One that has no end: two pictures will differ, and nothing is said.
      }
    });
    await new Promise(requestAnimationFrame);
  };

  async function* staysTheSame(element) {
    document.activeElement?.blur();
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    await settled();
    if (!element.isConnected || !isInTheOpen(element)) {
      return false;
    }
    const place = box(element);
    const without = yield { shoot: place };
    element.focus({ preventScroll: true, focusVisible: true });
    await settled();
    if (!element.matches(':focus-visible')) {
      return false;
    }
    return without === (yield { shoot: place });
  }

  check.search = async function* (alike) {
    const found = [];
    for (const element of alike.slice(0, MOST)) {
      if (yield* staysTheSame(element)) {
        found.push(finding(element));
      }
    }
    return found;
  };

  tandem.checks.push(check);
})();
