// Moves the focus over the page once, by script, and tells the checks that need keys what to look at more closely. They
// say which key to press, or which part of the window to take a picture of; the other side does it, and asks again.
(() => {
  const TABBABLE =
    'a[href], area[href], button, input, select, textarea, summary, [tabindex], [contenteditable=""], [contenteditable=true]';

  const MOST = 60;
  const PAUSE_MILLIS = 40;

  const pause = (milliseconds = PAUSE_MILLIS) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  const focused = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) {
      element = element.shadowRoot.activeElement;
    }
    return element;
  };

  const known = (element) => element !== null && element !== document.body && element !== document.documentElement;

  tandem.keys = {
    pause,
    focused,
    known,
    // A stop of theirs is many to the keyboard, which can't be told from outside.
    MANY_STOPS:
      'iframe, frame, object, embed, audio, video, input[type^=date], input[type=time], input[type=month], input[type=week]',
  };

  const isTabbable = (element) =>
    element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true });

  // Those that come first; a page may have thousands.
  const firstStops = () => {
    const stops = [];
    for (const element of document.querySelectorAll(TABBABLE)) {
      if (isTabbable(element)) {
        stops.push(element);
      }
      if (stops.length === MOST) {
        break;
      }
    }
    return stops;
  };

  const mayTrap = () =>
    document.scripts.length > 0 ||
    document.querySelector('[onfocus], [onblur], [onkeydown], [onfocusin], [onfocusout], [onkeypress]') !== null;

  const tab = (element) =>
    element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Tab', code: 'Tab', keyCode: 9, bubbles: true, cancelable: true }),
    );

  // What took the focus when it was moved elsewhere, at once or a moment later, or kept the Tab key for itself; and what
  // looks with the focus as it does without. The first stop comes again at the end, so that the last one is left too.
  const passOver = async (stops, looks) => {
    const suspects = new Set();
    const alike = [];
    focused()?.blur?.();
    const without = new Map(stops.map((stop) => [stop, looks(stop)]));
    for (const stop of [...stops, stops[0]]) {
      stop.focus({ preventScroll: true, focusVisible: true });
      const now = focused();
      if (now !== stop && known(now)) {
        suspects.add(now);
      } else if (now === stop) {
        const before = without.get(stop);
        if (before !== null && before === looks(stop) && !alike.includes(stop)) {
          alike.push(stop);
        }
        if (!tab(stop)) {
          suspects.add(stop);
        }
      }
    }
    (await movesByItself()).forEach((element) => suspects.add(element));
    focused()?.blur?.();
    return { suspects, alike };
  };

  // What gets the focus while nobody moves it.
  const movesByItself = async () => {
    const moved = new Set();
    if (mayTrap()) {
      const note = (event) => moved.add(event.composedPath()[0]);
      document.addEventListener('focusin', note, true);
      await pause();
      document.removeEventListener('focusin', note, true);
    }
    return moved;
  };

  const check = (id) => tandem.checks.find((candidate) => candidate.id === id);

  async function* all() {
    const stops = firstStops();
    if (stops.length === 0) {
      return [];
    }
    const trap = check('keyboard-trap');
    const visible = check('focus-visible');
    const { suspects, alike } = await passOver(stops, visible.looks);
    const trapped = stops.length > 1 ? yield* trap.search(stops, suspects) : [];
    return [...trapped, ...(yield* visible.search(alike))];
  }

  let steps = null;

  // Answers with what to do next, or with what was found.
  tandem.tryOut = async (answer) => {
    steps ??= all();
    const { value, done } = await steps.next(answer);
    return JSON.stringify(done ? { found: tandem.tell(value) } : value);
  };
})();
