import assert from 'node:assert/strict';
import { test } from 'node:test';

// The checks are scripts for a page's world, not modules: what they define, they define here.
globalThis.tandem = { checks: [] };
await import('./keys.js');
await Promise.all(
  ['language', 'image-of-text', 'keyboard-trap'].map((name) => import(`./checks/${name}.js`)),
);

const { languageOtherThan, lettersOf, advertisedKeys } = globalThis.tandem;

const GERMAN = 'Die Lieferung ist kostenlos, wenn der Wert des Einkaufs über fünfzig Euro liegt und nicht ins Ausland geht.';

test('tells a language by the small words that another one lacks', () => {
  assert.equal(languageOtherThan(GERMAN, 'en', 3), 'de');
  assert.equal(languageOtherThan(GERMAN, 'de-AT', 3), null);
  assert.equal(languageOtherThan('The goods are sent to you within two days, and that is for free.', 'FR', 3), 'en');
});

test('is silent where the words leave a doubt', () => {
  assert.equal(languageOtherThan('Café Sankt Martin, Hotel Europa, Restaurant Roma', 'en', 3), null);
  assert.equal(languageOtherThan('Der Spiegel', 'en', 3), null, 'too few words');
  assert.equal(languageOtherThan(GERMAN, 'lb', 3), null, 'a language that it does not know');
  assert.equal(languageOtherThan('Det er en god idé og ikke til at tage fejl af for os', 'nb', 3), null, 'alike');
  assert.equal(
    languageOtherThan(`${GERMAN} The goods are sent to you in a box with the bill that is for you to keep.`, 'en', 3),
    null,
    'both',
  );
});

test('tells a script that a language is not written in', () => {
  const russian = 'Все люди рождаются свободными и равными в своём достоинстве и правах.';
  assert.equal(languageOtherThan(russian, 'en', 3), 'Cyrillic');
  assert.equal(languageOtherThan(russian, 'uk', 3), null);
  assert.equal(languageOtherThan(russian, 'ru', 3), null);
});

// Draws rows of text, in which every letter is a box with a hole, as most letters have more ground than ink.
const picture = (width, height, draw) => {
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  const ink = (x, y) => data.set([0, 0, 0, 255], 4 * (y * width + x));
  draw(ink);
  return { data, width, height };
};

const letters = (count, size, left = 4, top = 4) => (ink) => {
  for (let letter = 0; letter < count; letter++) {
    for (let step = 0; step < size; step++) {
      ink(left + letter * (size + 3), top + step);
      ink(left + letter * (size + 3) + step, top);
      ink(left + letter * (size + 3) + step, top + size - 1);
    }
  }
};

test('counts the letters of a picture that is nothing but writing', () => {
  assert.equal(lettersOf(picture(300, 40, letters(20, 10))), 20);
  const twoLines = (ink) => {
    letters(15, 10)(ink);
    letters(9, 10, 4, 24)(ink);
  };
  assert.equal(lettersOf(picture(300, 60, twoLines)), 24);
});

test('takes no other picture for writing', () => {
  const bars = (ink) => {
    for (let bar = 0; bar < 20; bar++) {
      for (let y = 4; y < 34; y++) {
        ink(4 + bar * 6, y);
        ink(5 + bar * 6, y);
      }
    }
  };
  assert.equal(lettersOf(picture(300, 40, bars)), 0, 'a bar code');
  const withDrawing = (ink) => {
    letters(20, 10)(ink);
    for (let y = 30; y < 110; y++) {
      for (let x = 20; x < 120; x++) {
        ink(x, y);
      }
    }
  };
  assert.equal(lettersOf(picture(300, 120, withDrawing)), 0, 'a drawing with a caption');
  assert.equal(lettersOf(picture(300, 40, () => {})), 0, 'nothing at all');
  const icons = (ink) => [0, 1, 2, 3, 4, 5].forEach((icon) => letters(1, 20, 10 + 48 * icon, 5)(ink));
  assert.equal(lettersOf(picture(300, 40, icons)), 0, 'a row of icons');
});

test('reads the keys that a page tells of', () => {
  assert.deepEqual(advertisedKeys('Press Ctrl+M to leave, or Shift + Esc, or F6.'), ['Control+m', 'Shift+Escape', 'F6']);
  assert.deepEqual(advertisedKeys('Press any key. Alternate endings + more'), []);
});
