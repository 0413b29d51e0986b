// ACT 80af7b and a1b64e: what has the focus can be left with the keyboard. Told by keys.js what took the focus back when
// it was moved away; only there are real keys pressed.
(() => {
  const { pause, focused, known, MANY_STOPS } = tandem.keys;

  const DIALOG = 'dialog, [role=dialog], [role=alertdialog], [aria-modal=true]';
  const MOST_SUSPECTS = 4;
  const PRESSES = 8;
  const SMALLEST_ROUND = 4;

  async function* walk(from, key) {
    const round = new Set([from]);
    from.focus();
    await pause();
    for (let press = 0; press < PRESSES; press++) {
      yield { press: key };
      await pause();
      round.add(focused());
    }
    return round;
  }

  const COMBINATION =
    /\b(?:(?:ctrl|control|alt|option|shift|cmd|command|meta)\s*\+\s*)+(?:[a-z0-9]|f\d{1,2}|esc(?:ape)?|enter|tab)\b|\bF\d{1,2}\b/gi;

  const KEYS = {
    ctrl: 'Control',
    control: 'Control',
    alt: 'Alt',
    option: 'Alt',
    shift: 'Shift',
    cmd: 'Meta',
    command: 'Meta',
    meta: 'Meta',
    esc: 'Escape',
    escape: 'Escape',
    enter: 'Enter',
    tab: 'Tab',
  };

  // The ways out that the page tells of, as Playwright names them.
  tandem.advertisedKeys = (text) => [
    ...new Set(
      (text.match(COMBINATION) ?? []).map((combination) =>
        combination
          .split('+')
          .map((key) => key.trim().toLowerCase())
          .map((key) => KEYS[key] ?? (/^f\d/.test(key) ? key.toUpperCase() : key))
          .join('+'),
      ),
    ),
  ];

  async function* leaves(suspect, round, keys) {
    for (const key of keys) {
      suspect.focus();
      await pause();
      yield { press: key };
      await pause();
      if (!round.has(focused())) {
        return true;
      }
      yield { press: 'Tab' };
      await pause();
      if (!round.has(focused())) {
        return true;
      }
    }
    return false;
  }

  const advertised = () => tandem.advertisedKeys(document.body.innerText).slice(0, 3);

  // Help may be a link within the trap.
  async function* advertisedByHelp(round) {
    const before = new Set(advertised());
    for (const link of [...round].filter((element) => element.matches('a[href^="#"]')).slice(0, 2)) {
      link.click();
      await pause();
    }
    return advertised().filter((key) => !before.has(key));
  }

  async function* isTrapped(suspect, stops) {
    const forward = yield* walk(suspect, 'Tab');
    if (forward.size > SMALLEST_ROUND) {
      return null;
    }
    const backward = yield* walk(suspect, 'Shift+Tab');
    const round = new Set([...forward, ...backward]);
    const closed =
      round.size <= SMALLEST_ROUND && [...round].every((element) => known(element)) && !stops.every((stop) => round.has(stop));
    const unclear = [...round].some(
      (element) => element?.matches?.(MANY_STOPS) || element?.localName.includes('-') || element?.closest?.(DIALOG),
    );
    if (!closed || unclear) {
      return null;
    }
    if (yield* leaves(suspect, round, ['Escape', ...advertised()])) {
      return null;
    }
    const help = yield* advertisedByHelp(round);
    return (yield* leaves(suspect, round, help)) ? null : round;
  }

  const check = {
    id: 'keyboard-trap',
    title: 'The keyboard focus must not be trapped',
    criteria: ['2.1.2'],
    impact: 'critical',
    stage: 'keys',
    run: () => [],
  };
  const finding = (element, round) => ({
    check,
    element,
    message:
      (round.size === 1
        ? 'The keyboard focus can not leave this element'
        : 'The keyboard focus goes round between this element and its neighbours and can not leave them') +
      ': not with Tab, Shift+Tab or Escape, nor with any key that the page tells of. Let Tab move on.',
  });

  check.search = async function* (stops, suspects) {
    const found = [];
    const caught = new Set();
    for (const suspect of [...suspects].slice(0, MOST_SUSPECTS)) {
      if (!caught.has(suspect) && suspect.isConnected) {
        const round = yield* isTrapped(suspect, stops);
        if (round !== null) {
          round.forEach((element) => caught.add(element));
          found.push(finding(suspect, round));
        }
      }
    }
    return found;
  };

  tandem.checks.push(check);
})();
