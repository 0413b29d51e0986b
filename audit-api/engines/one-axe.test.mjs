import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

// Lighthouse brings an axe of its own unless package.json overrides it; two would judge one page differently.
test('Lighthouse and the audits use one axe-core', () => {
  const ours = createRequire(import.meta.url);
  const lighthouses = createRequire(ours.resolve('lighthouse'));

  assert.equal(lighthouses.resolve('axe-core'), ours.resolve('axe-core'));
});
