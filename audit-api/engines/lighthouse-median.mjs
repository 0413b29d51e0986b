import { computeMedianRun, filterToValidRuns } from 'lighthouse/core/lib/median-run.js';

/** The report that stands for all: the one nearest to the median of the first paint and of the time to interactive. */
export function representative(reports) {
  const valid = filterToValidRuns(reports);
  // A report without a paint says itself what was wrong.
  return valid.length > 0 ? computeMedianRun(valid) : reports.at(-1);
}
