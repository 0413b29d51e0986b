import assert from 'node:assert/strict';
import { test } from 'node:test';
import { representative } from './lighthouse-median.mjs';

const report = (name, paint, interactive) => ({
  name,
  audits: { 'first-contentful-paint': { numericValue: paint }, interactive: { numericValue: interactive } },
});

test('the report in the middle stands for all', () => {
  const reports = [report('slow', 3000, 9000), report('middle', 1000, 2000), report('fast', 900, 1000)];

  assert.equal(representative(reports).name, 'middle');
});

test('a report without a paint is left out, unless there is no other', () => {
  const broken = { name: 'broken', audits: {} };

  assert.equal(representative([broken, report('whole', 1000, 2000), broken]).name, 'whole');
  assert.equal(representative([broken]).name, 'broken');
});
