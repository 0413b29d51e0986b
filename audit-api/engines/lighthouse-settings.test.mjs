import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadRequest, settingsOf } from './lighthouse-settings.mjs';

const url = 'https://site.example/';

test('asks for simulated throttling, English and no pictures', () => {
  const { flags, config } = settingsOf({ url, categories: ['seo'] });

  assert.equal(flags.throttlingMethod, 'simulate');
  assert.equal(flags.locale, 'en-US');
  assert.equal(flags.disableFullPageScreenshot, true);
  assert.deepEqual(flags.onlyCategories, ['seo']);
  assert.equal(config, undefined);
});

test('desktop brings its own screen, network and identity', () => {
  const { config } = settingsOf({ url, formFactor: 'desktop' });

  assert.equal(config.settings.formFactor, 'desktop');
  assert.equal(config.settings.screenEmulation.mobile, false);
});

test('refuses what it does not know', () => {
  for (const wrong of [
    { url: 'file:///etc/passwd' },
    { url: undefined },
    { url, categories: ['pwa'] },
    { url, categories: [] },
    { url, formFactor: 'watch' },
  ]) {
    assert.throws(() => settingsOf(wrong), BadRequest, JSON.stringify(wrong));
  }
});
