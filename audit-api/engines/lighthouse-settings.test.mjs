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

test('without performance it waits for requests alone, and runs once', () => {
  const { flags, runs } = settingsOf({ url, categories: ['seo', 'accessibility'], runs: 5 });

  const { pauseAfterFcpMs, pauseAfterLoadMs, cpuQuietThresholdMs, networkQuietThresholdMs } = flags;
  assert.deepEqual([pauseAfterFcpMs, pauseAfterLoadMs, cpuQuietThresholdMs, networkQuietThresholdMs], [0, 0, 0, 500]);
  assert.equal(runs, 1);
});

test('with performance it waits as Lighthouse does, which its trace needs', () => {
  const { flags, runs } = settingsOf({ url, categories: ['performance', 'seo'], runs: 3 });

  assert.equal('pauseAfterFcpMs' in flags, false);
  assert.equal(runs, 3);
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
    { url, runs: 2 },
    { url, runs: 7 },
  ]) {
    assert.throws(() => settingsOf(wrong), BadRequest, JSON.stringify(wrong));
  }
});
