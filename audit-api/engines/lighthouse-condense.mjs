const METRICS = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
  'interactive',
];

const GRADED = new Set(['binary', 'numeric', 'metricSavings']);
const PASSES_FROM = 0.9;
const MOST_AUDITS = 60;
const LONGEST_DESCRIPTION = 600;

/** The few kilobytes that we keep of Lighthouse's report of several hundred. */
export function condense(lhr) {
  return {
    requestedUrl: lhr.requestedUrl ?? null,
    finalUrl: lhr.finalDisplayedUrl ?? lhr.mainDocumentUrl ?? null,
    fetchTime: lhr.fetchTime,
    lighthouseVersion: lhr.lighthouseVersion,
    userAgent: lhr.userAgent,
    benchmarkIndex: lhr.environment?.benchmarkIndex ?? null,
    totalMs: Math.round(lhr.timing?.total ?? 0),
    scores: scoresOf(lhr),
    metrics: metricsOf(lhr),
    failedAudits: failedAuditsOf(lhr),
    warnings: (lhr.runWarnings ?? []).map(String),
    runtimeError: lhr.runtimeError ? { code: lhr.runtimeError.code, message: lhr.runtimeError.message } : null,
  };
}

/** Whole percents; null where Lighthouse could not score, which is not the same as 0. */
function scoresOf(lhr) {
  return Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, percent(score)]));
}

function metricsOf(lhr) {
  return METRICS.map((id) => lhr.audits[id])
    .filter((audit) => audit && typeof audit.numericValue === 'number')
    .map((audit) => ({
      id: audit.id,
      title: audit.title,
      value: Math.round(audit.numericValue * 10_000) / 10_000,
      unit: audit.numericUnit ?? 'unitless',
      displayValue: audit.displayValue ?? null,
      score: percent(audit.score),
    }));
}

/** What a person should look at, the heaviest part of a category's score first. */
function failedAuditsOf(lhr) {
  const references = Object.values(lhr.categories).flatMap((category) => {
    const total = category.auditRefs.reduce((sum, { weight }) => sum + weight, 0) || 1;
    return category.auditRefs.map(({ id, weight }) => ({ id, category: category.id, share: weight / total }));
  });
  const seen = new Set(METRICS);
  return references
    .map((reference) => ({ ...reference, audit: lhr.audits[reference.id] }))
    .filter(({ audit }) => audit && failed(audit))
    .sort((a, b) => lost(b) - lost(a) || (a.audit.score ?? 0) - (b.audit.score ?? 0) || a.id.localeCompare(b.id))
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .slice(0, MOST_AUDITS)
    .map(({ audit, category }) => ({
      id: audit.id,
      category,
      title: audit.title,
      description: shortened(audit.description ?? ''),
      score: percent(audit.score),
      displayValue: audit.displayValue ?? null,
      error: audit.errorMessage ?? null,
    }));
}

function failed({ scoreDisplayMode, score }) {
  return scoreDisplayMode === 'error' || (GRADED.has(scoreDisplayMode) && score !== null && score < PASSES_FROM);
}

function lost({ audit, share }) {
  return share * (1 - (audit.score ?? 0));
}

function percent(score) {
  return typeof score === 'number' ? Math.round(score * 100) : null;
}

function shortened(text) {
  return text.length <= LONGEST_DESCRIPTION ? text : `${text.slice(0, LONGEST_DESCRIPTION - 1)}…`;
}
