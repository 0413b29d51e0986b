// ACT 0va7u6: words are text, and not a picture of text. Decided only for pictures that hold nothing but lines of
// letters on a plain ground. A photograph, a drawing or a screenshot in which there is text as well is left alone, and
// so is a logo, in which the letters' shape is the point.
(() => {
  const LOGO = /logo|brand|wordmark|signature|captcha/i;
  const MOST = 12;
  const WIDEST = 640;
  const HIGHEST = 480;
  const MILLIS = 1000;

  // --- What a picture looks like ---

  const INK = 96;

  // The pixels whose channels are far from those of the picture's edge. Asked of every pixel, so nothing is made for one.
  const ink = ({ data, width, height }) => {
    const onWhite = (pixel, channel) => {
      const alpha = data[4 * pixel + 3] / 255;
      return alpha * data[4 * pixel + channel] + (1 - alpha) * 255;
    };
    const ground = [0, 1, 2].map((channel) => onWhite(0, channel));
    const isFar = (pixel, channel) => Math.abs(onWhite(pixel, channel) - ground[channel]) > INK;
    const mask = new Uint8Array(width * height);
    let inked = 0;
    for (let pixel = 0; pixel < mask.length; pixel++) {
      if (isFar(pixel, 0) || isFar(pixel, 1) || isFar(pixel, 2)) {
        mask[pixel] = 1;
        inked++;
      }
    }
    return { mask, inked, width, height };
  };

  // Runs of true in a row of booleans, as [from, to).
  const runs = (flags) => {
    const found = [];
    flags.forEach((flag, index) => {
      if (flag && (index === 0 || !flags[index - 1])) {
        found.push([index, index + 1]);
      } else if (flag) {
        found.at(-1)[1] = index + 1;
      }
    });
    return found;
  };

  // A line of writing: letters close to each other, each of them mostly ground.
  const lettersIn = ({ mask, width }, [top, bottom]) => {
    const height = bottom - top;
    if (height < 6 || height > 60) {
      return 0;
    }
    const columns = Array.from({ length: width }, (_, x) => {
      let inked = 0;
      for (let y = top; y < bottom; y++) {
        inked += mask[y * width + x];
      }
      return inked;
    });
    const letters = runs(columns.map((inked) => inked > 0));
    const gaps = letters.slice(1).map(([from], index) => from - letters[index][1]);
    const median = gaps.sort((one, other) => one - other)[Math.floor(gaps.length / 2)] ?? Infinity;
    const covered = columns.filter((inked) => inked > 0);
    const share = covered.reduce((sum, inked) => sum + inked, 0) / (covered.length * height);
    const wide = letters.some(([from, to]) => to - from > 12 * height);
    return median <= height / 2 && share > 0.15 && share < 0.65 && !wide ? letters.length : 0;
  };

  // How many letters, or groups of letters that touch, a picture has that is nothing but writing; 0 for any other.
  tandem.lettersOf = (picture) => {
    const seen = ink(picture);
    if (seen.inked === 0 || seen.inked > 0.4 * seen.width * seen.height) {
      return 0;
    }
    const rows = Array.from({ length: seen.height }, (_, y) =>
      seen.mask.subarray(y * seen.width, (y + 1) * seen.width).includes(1),
    );
    // The dot of an i, or an accent, is a run of its own where letters are large.
    const lines = runs(rows).filter(([top, bottom]) => bottom - top > 2);
    const letters = lines.map((line) => lettersIn(seen, line));
    return letters.includes(0) ? 0 : letters.reduce((sum, count) => sum + count, 0);
  };

  const FEWEST = 12;

  // --- Where pictures are ---

  const address = (element) => {
    if (element.localName === 'img' || element.localName === 'input') {
      return element.currentSrc || element.src;
    }
    return /^url\("(.*)"\)$/.exec(getComputedStyle(element).backgroundImage)?.[1] ?? '';
  };

  const isLogo = (element, url) =>
    LOGO.test([url.slice(0, 500), element.getAttribute('alt'), element.className, element.id].join(' '));

  const candidates = () => {
    const found = new Map();
    const pictured = '[style*="background"], body, header, main, section, [role=img], [class*="banner" i]';
    for (const element of document.querySelectorAll(`img, input[type=image], ${pictured}`)) {
      const url = address(element);
      const { width, height } = element.getBoundingClientRect();
      if (url && !found.has(url) && width >= 40 && height >= 12 && !isLogo(element, url)) {
        found.set(url, element);
      }
      if (found.size === MOST) {
        break;
      }
    }
    return found;
  };

  const load = (url) => {
    const image = new Image();
    image.src = url;
    return Promise.race([
      image.decode().then(() => image),
      new Promise((resolve, reject) => setTimeout(reject, MILLIS)),
    ]);
  };

  const pixels = (image) => {
    const scale = Math.min(1, WIDEST / image.naturalWidth, HIGHEST / image.naturalHeight);
    const width = Math.max(1, Math.round(image.naturalWidth * scale));
    const height = Math.max(1, Math.round(image.naturalHeight * scale));
    const canvas = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    canvas.drawImage(image, 0, 0, width, height);
    return canvas.getImageData(0, 0, width, height);
  };

  const SHAPES = 'path, image, polygon, polyline, circle, ellipse, line, use, foreignObject';

  // A drawing is text where it says so and draws nothing else.
  const isWrittenDrawing = (url) => {
    const source = /^data:image\/svg\+xml(;[^,]*)?,(.*)$/s.exec(url);
    if (source === null) {
      return false;
    }
    try {
      const text = source[1]?.includes('base64') ? atob(source[2]) : decodeURIComponent(source[2]);
      const drawing = new DOMParser().parseFromString(text.trim(), 'image/svg+xml');
      const words = [...drawing.querySelectorAll('text')].map((part) => part.textContent).join(' ');
      return drawing.querySelector(SHAPES) === null && (words.match(/\p{L}/gu) ?? []).length > 2;
    } catch {
      return false;
    }
  };

  // Pictures of other sites can't be read, unless they allow it; nothing is said of those.
  const isWriting = async (url) => {
    if (url.startsWith('data:image/svg+xml')) {
      return isWrittenDrawing(url);
    }
    try {
      return tandem.lettersOf(pixels(await load(url))) >= FEWEST;
    } catch {
      return false;
    }
  };

  let writings = [];

  tandem.checks.push({
    id: 'image-of-text',
    title: 'Words must be text, and not a picture of text',
    criteria: ['1.4.5'],
    impact: 'moderate',
    prepare: async () => {
      const asked = [...candidates()].map(async ([url, element]) => ((await isWriting(url)) ? [element] : []));
      writings = (await Promise.all(asked)).flat();
    },
    run: () =>
      writings
        .filter((element) => tandem.visible(element))
        .map((element) => ({
          element,
          message:
            'This picture shows nothing but words, which can be neither enlarged without blur, nor recoloured, nor ' +
            'read out as they are. Write them as text and style it.',
        })),
  });
})();
