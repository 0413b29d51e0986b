// Watches the page that it is evaluated in, from a world of its own beside the page's: when it has come to rest, what
// is on it, and whether it has moved since. Evaluated once for each document; what it offers is `tandemWitness`.
//
// Changes nothing that a page could notice, except that `settle` ends the page's finite animations early and holds its
// endless ones still, as a screenshot would.
globalThis.tandemWitness ??= (() => {
  /** An element that changed so often without growing is a clock or a carousel, and no sign of a page being built. */
  const RESTLESS_FROM = 8;
  const MOST_OVERLAY_TEXT = 20_000;
  /** Where the viewport is probed for what covers it, in parts of its width and height. */
  const PROBES = [0.08, 0.3, 0.5, 0.7, 0.92];
  const CONTROLS = 'svg,video,canvas,iframe,input,button';

  const repeats = new Map();
  const roots = new Set();
  const held = [];
  let restless = 0;
  let lastChange = performance.now();
  let changes = 0;
  let mark = 0;

  const observer = new MutationObserver(see);

  function see(records) {
    const growth = new Map();
    for (const { target, type, addedNodes, removedNodes } of lasting(records)) {
      const grown = type === 'childList' ? addedNodes.length - removedNodes.length : 0;
      growth.set(target, (growth.get(target) ?? 0) + grown);
      addedNodes.forEach(observeShadows);
    }
    for (const [target, grown] of growth) {
      changes += 1;
      if (grown !== 0 || !isRestless(target)) {
        lastChange = performance.now();
      }
    }
  }

  /**
   * Without what came and went again before anybody could see it, as an element does that a script measures something
   * with: AccessLint puts one into every page that it looks at.
   */
  function lasting(records) {
    const began = new Set();
    const passing = new Set();
    for (const { addedNodes, removedNodes } of records) {
      removedNodes.forEach((node) => began.add(node));
      for (const node of addedNodes) {
        if (!began.has(node) && !node.isConnected) {
          passing.add(node);
        }
        began.add(node);
      }
    }
    return records.filter(({ target, addedNodes, removedNodes }) => {
      const moved = [...addedNodes, ...removedNodes];
      return moved.length > 0 ? moved.some((node) => !passing.has(node)) : target.isConnected;
    });
  }

  function isRestless(target) {
    const times = (repeats.get(target) ?? 0) + 1;
    repeats.set(target, times);
    restless += times === RESTLESS_FROM ? 1 : 0;
    return times >= RESTLESS_FROM;
  }

  function observe(root) {
    roots.add(root);
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  }

  /** Mutations are not reported across a shadow root. */
  function observeShadows(node) {
    if (!(node instanceof Element)) {
      return;
    }
    for (const element of [node, ...node.getElementsByTagName('*')]) {
      if (element.shadowRoot && !roots.has(element.shadowRoot)) {
        observe(element.shadowRoot);
        element.shadowRoot.querySelectorAll('*').forEach(observeShadows);
      }
    }
  }

  const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

  /** Waits until nothing has changed for `still` ms, at most for `atMost` ms. */
  async function quiet(still, atMost) {
    const until = performance.now() + atMost;
    for (;;) {
      const now = performance.now();
      const rest = lastChange + still - now;
      if (rest <= 0 || now >= until) {
        return JSON.stringify({ quiet: rest <= 0, restless });
      }
      await pause(Math.min(rest, until - now));
    }
  }

  function animations() {
    return [...roots]
      .flatMap((root) => root.getAnimations?.() ?? [])
      .filter(({ playState, timeline }) => playState === 'running' && timeline instanceof DocumentTimeline);
  }

  /** Ends what will end anyway, and holds the rest at its beginning. Tells how many of each. */
  function settle() {
    let ended = 0;
    for (const animation of animations()) {
      try {
        if (Number.isFinite(Number(animation.effect?.getComputedTiming().endTime))) {
          animation.finish();
          ended += 1;
        } else {
          animation.pause();
          animation.currentTime = 0;
          held.push(animation);
        }
      } catch {
        // Such as one whose speed is nought, which has no end to be put to.
      }
    }
    return JSON.stringify({ ended, held: held.length });
  }

  /** Puts what is held half a turn further, where a pulsing or fading element looks most different. */
  function turn() {
    for (const animation of held) {
      const { delay = 0, duration = 0, direction } = animation.effect?.getComputedTiming() ?? {};
      animation.currentTime = delay + (direction?.startsWith('alternate') ? duration : duration / 2);
    }
    return JSON.stringify({ turned: held.length });
  }

  /** Goes through the page from top to bottom, a screen at a time, and back. */
  async function scroll(atMost) {
    const until = performance.now() + atMost;
    const height = () => document.documentElement.scrollHeight;
    let screens = 0;
    for (let top = 0; top < height() && performance.now() < until; top += window.innerHeight) {
      window.scrollTo({ top, behavior: 'instant' });
      screens += 1;
      await pause(60);
    }
    const whole = window.scrollY + window.innerHeight >= height() - 1;
    window.scrollTo({ top: 0, behavior: 'instant' });
    return JSON.stringify({ screens, whole });
  }

  /** From here on `moved` counts. */
  function beginWatch() {
    see(observer.takeRecords());
    mark = changes;
    return JSON.stringify({});
  }

  /** Lets what was due while the page was being looked at happen, and tells what has changed since `beginWatch`. */
  async function moved(moment) {
    await pause(moment);
    see(observer.takeRecords());
    return JSON.stringify({ changes: changes - mark, running: animations().length, held: held.length });
  }

  const visible = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
  const textOf = (element) => (element?.innerText ?? element?.textContent ?? '').trim().replace(/\s+/g, ' ');

  function facts() {
    const text = textOf(document.body);
    const inputs = [...document.querySelectorAll('input')].filter(visible);
    return JSON.stringify({
      url: location.href,
      title: document.title,
      heading: textOf([...document.querySelectorAll('h1')].find(visible) ?? document.querySelector('h2')).slice(0, 300),
      text: text.slice(0, 2_000),
      textLength: text.length,
      domSize: document.getElementsByTagName('*').length,
      media: document.images.length + document.querySelectorAll(CONTROLS).length,
      frames: window.frames.length,
      links: document.links.length,
      html: document instanceof HTMLDocument,
      passwords: inputs.filter(({ type }) => type === 'password').length,
      accounts: inputs.filter(({ type, name, autocomplete }) => isAccount(type, `${name} ${autocomplete}`)).length,
      sources: [...document.querySelectorAll('script[src],iframe[src]')].slice(0, 200).map(({ src }) => src),
      marks: [...document.querySelectorAll('[id]')].slice(0, 500).map(({ id }) => String(id)),
      overlay: overlay(),
    });
  }

  function isAccount(type, names) {
    return type === 'email' || (type === 'text' && /user|login|e-?mail|account|identifier/i.test(names));
  }

  /** What lies over the page, fixed to the window: the part of the window that it covers, and what it says. */
  function overlay() {
    const layers = new Set();
    let covered = 0;
    for (const x of PROBES) {
      for (const y of PROBES) {
        const layer = layerOf(document.elementFromPoint(x * window.innerWidth, y * window.innerHeight));
        covered += layer ? 1 : 0;
        layers.add(layer);
      }
    }
    layers.delete(null);
    const text = [...layers].map(wordsOf).join(' ').slice(0, MOST_OVERLAY_TEXT);
    return { covers: covered / (PROBES.length * PROBES.length), text };
  }

  /** A whole application may be fixed to the window too: what holds the main part or a navigation is no layer. */
  function layerOf(element) {
    for (let each = element; each; each = each.parentElement ?? each.getRootNode().host) {
      if (getComputedStyle(each).position === 'fixed') {
        return each.querySelector('main,nav,[role=main],[role=navigation]') ? null : each;
      }
    }
    return null;
  }

  /** Its text, also below shadow roots; of a frame, which may be another site's, the names that it goes by. */
  function wordsOf(layer) {
    const within = [layer, ...layer.querySelectorAll('*')];
    const shadows = within.filter(({ shadowRoot }) => shadowRoot).map(({ shadowRoot }) => shadowRoot.textContent);
    const frames = within
      .filter((each) => each instanceof HTMLIFrameElement)
      .map(({ id, name, title, src }) => `${id} ${name} ${title} ${src}`);
    return [textOf(layer), ...shadows, ...frames].join(' ');
  }

  observe(document);
  observeShadows(document.documentElement);
  return { quiet, settle, turn, scroll, beginWatch, moved, facts };
})();
