import assert from 'node:assert/strict';
import { test } from 'node:test';
import { condense } from './lighthouse-condense.mjs';

const audit = (id, score, more = {}) => ({
  id,
  title: `Title of ${id}`,
  description: `About ${id}`,
  score,
  scoreDisplayMode: 'binary',
  ...more,
});

function report(audits, refs) {
  return {
    requestedUrl: 'http://site.example/',
    finalDisplayedUrl: 'http://site.example/home',
    fetchTime: '2026-11-22T00:00:00.000Z',
    lighthouseVersion: '13.5.0',
    userAgent: 'a browser',
    environment: { benchmarkIndex: 3000.5 },
    timing: { total: 1234.6 },
    runWarnings: ['Slow'],
    audits: Object.fromEntries(audits.map((each) => [each.id, each])),
    categories: {
      seo: { id: 'seo', score: 0.815, auditRefs: refs ?? audits.map(({ id }) => ({ id, weight: 1 })) },
      performance: { id: 'performance', score: null, auditRefs: [] },
    },
  };
}

test('scores are whole percents, and null stays null', () => {
  assert.deepEqual(condense(report([])).scores, { seo: 82, performance: null });
});

test('carries what identifies the run', () => {
  const { finalUrl, benchmarkIndex, totalMs, warnings, runtimeError } = condense(report([]));
  assert.deepEqual(
    { finalUrl, benchmarkIndex, totalMs, warnings, runtimeError },
    {
      finalUrl: 'http://site.example/home',
      benchmarkIndex: 3000.5,
      totalMs: 1235,
      warnings: ['Slow'],
      runtimeError: null,
    },
  );
});

test('lists failed audits once, the heaviest first, without passed, informative and metric ones', () => {
  const audits = [
    audit('light', 0),
    audit('heavy', 0),
    audit('nearly', 0.95, { scoreDisplayMode: 'numeric' }),
    audit('told', null, { scoreDisplayMode: 'informative' }),
    audit('speed-index', 0.1, { scoreDisplayMode: 'numeric', numericValue: 9000, numericUnit: 'millisecond' }),
    audit('broken', null, { scoreDisplayMode: 'error', errorMessage: 'No trace' }),
  ];
  const refs = [...audits.map(({ id }) => ({ id, weight: id === 'heavy' ? 5 : 1 })), { id: 'light', weight: 0 }];

  const { failedAudits } = condense(report(audits, refs));

  assert.deepEqual(
    failedAudits.map(({ id }) => id),
    ['heavy', 'broken', 'light'],
  );
  assert.equal(failedAudits[1].error, 'No trace');
  assert.equal(failedAudits[0].category, 'seo');
});

test('keeps at most sixty audits and shortens long descriptions', () => {
  const audits = Array.from({ length: 80 }, (_, n) => audit(`audit-${n}`, 0, { description: 'x'.repeat(2_000) }));

  const { failedAudits } = condense(report(audits));

  assert.equal(failedAudits.length, 60);
  assert.equal(failedAudits[0].description.length, 600);
});

test('metrics keep their number and unit; one without a number is left out', () => {
  const audits = [
    audit('cumulative-layout-shift', 0.5, { numericValue: 0.123456, numericUnit: 'unitless', displayValue: '0.123' }),
    audit('interactive', null, { scoreDisplayMode: 'error' }),
  ];

  assert.deepEqual(condense(report(audits)).metrics, [
    {
      id: 'cumulative-layout-shift',
      title: 'Title of cumulative-layout-shift',
      value: 0.1235,
      unit: 'unitless',
      displayValue: '0.123',
      score: 50,
    },
  ]);
});
