// ACT 59br37: text that is cut through when a page is looked at with 200 % zoom, which halves its width and height. Runs
// in a window of that size. Lines that are hidden as a whole, or end in an ellipsis, are not cut through.
(() => {
  const CLIPS = ['hidden', 'clip'];
  const MOST_TEXTS = 200;

  // Half of the height that letters without ascenders take up, in the size of the font.
  const LETTER = 0.3;

  const clippers = () => {
    const found = [];
    for (const element of tandem.all('*')) {
      const style = getComputedStyle(element);
      const isWindow = element === document.body || element === document.documentElement;
      if (isWindow || (style.overflowX === 'visible' && style.overflowY === 'visible')) {
        continue;
      }
      const across = CLIPS.includes(style.overflowX);
      const down = CLIPS.includes(style.overflowY);
      if ((across || down) && element.clientHeight > 2 && element.clientWidth > 2 && style.clip === 'auto') {
        found.push({ element, across, down });
      }
    }
    return found;
  };

  // Text in it that neither scrolls nor is clipped by something within.
  const textsOf = (clipper) => {
    const texts = [];
    const walker = document.createTreeWalker(clipper, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        return node.data.trim() === '' ? NodeFilter.FILTER_SKIP : NodeFilter.FILTER_ACCEPT;
      }
      const { overflowX, overflowY, position } = getComputedStyle(node);
      const own = overflowX !== 'visible' || overflowY !== 'visible' || position === 'fixed';
      return own || node instanceof SVGElement ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    while (texts.length < MOST_TEXTS && walker.nextNode()) {
      texts.push(walker.currentNode);
    }
    return texts;
  };

  const blockOf = (text) => {
    let block = text.parentElement;
    while (getComputedStyle(block).display.startsWith('inline') && block.parentElement !== null) {
      block = block.parentElement;
    }
    return block;
  };

  const edges = (element) => {
    const box = element.getBoundingClientRect();
    const left = box.left + element.clientLeft;
    const top = box.top + element.clientTop;
    return { left, top, right: left + element.clientWidth, bottom: top + element.clientHeight };
  };

  const isCut = (text, { element, across, down }) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const clip = edges(element);
    const style = getComputedStyle(text.parentElement);
    const size = Number.parseFloat(style.fontSize);
    const block = across && blockOf(text) === element ? getComputedStyle(element) : null;
    const endsInTheMiddle = block?.whiteSpace.startsWith('nowrap') && block.textOverflow === 'clip';
    return [...range.getClientRects()].some((line) => {
      const middle = (line.top + line.bottom) / 2;
      const through = (edge) => Math.abs(edge - middle) < LETTER * size;
      const within = line.right > clip.left && line.left < clip.right;
      return (
        (down && within && (through(clip.bottom) || through(clip.top))) ||
        (endsInTheMiddle && middle < clip.bottom && line.left < clip.right && line.right > clip.right + size / 2)
      );
    });
  };

  const CONTROL = 'button, summary, [role=button], [aria-expanded], [aria-controls]';

  // Where a control beside it may bring out the rest, a person must try it.
  const mayUnfold = (element) =>
    element.closest('details') !== null ||
    [element.nextElementSibling, element.previousElementSibling, element.parentElement?.nextElementSibling].some(
      (beside) => beside?.matches(CONTROL) || beside?.querySelector(CONTROL) != null,
    );

  tandem.checks.push({
    id: 'clipped-text',
    title: 'Text must not be cut off when the page is zoomed to 200 %',
    criteria: ['1.4.4'],
    impact: 'serious',
    stage: 'zoomed',
    run: () =>
      clippers().flatMap((clipper) => {
        const { element } = clipper;
        const cut = tandem.shown(element) && textsOf(element).some((text) => isCut(text, clipper));
        return cut
          ? [
              {
                element,
                certain: !mayUnfold(element),
                message:
                  'At 200 % zoom the text in here is cut through and can not be scrolled to. Let the box grow with ' +
                  'its text ("min-height" in place of "height"), or let it scroll.',
              },
            ]
          : [];
      }),
  });
})();
