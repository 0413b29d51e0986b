import desktopConfig from 'lighthouse/core/config/desktop-config.js';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/** Pictures of the page in the report, which nobody asked for and which cost about a second. */
const SKIPPED = ['screenshot-thumbnails', 'final-screenshot', 'full-page-screenshot'];

const MOST_RUNS = 5;

/**
 * Lighthouse waits so that its trace holds whatever moves the performance score. Without that score only the requests
 * of a page that is still being built are waited for.
 */
const NO_TRACE = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, cpuQuietThresholdMs: 0, networkQuietThresholdMs: 500 };

/**
 * Turns one request line into Lighthouse's flags and config.
 *
 * @throws {BadRequest} when the line asks for something that there is not
 */
export function settingsOf(request) {
  const { url, categories = CATEGORIES, formFactor = 'mobile', runs = 1, maxWaitForFcpMs, maxWaitForLoadMs } = request;
  if (!/^https?:\/\//i.test(url ?? '')) {
    throw new BadRequest(`Not an http or https address: ${url}`);
  }
  const unknown = categories.filter((category) => !CATEGORIES.includes(category));
  if (unknown.length > 0 || categories.length === 0) {
    throw new BadRequest(`Unknown or no categories: ${unknown.join(', ')}`);
  }
  if (formFactor !== 'mobile' && formFactor !== 'desktop') {
    throw new BadRequest(`Unknown form factor: ${formFactor}`);
  }
  if (!Number.isInteger(runs) || runs < 1 || runs > MOST_RUNS || runs % 2 === 0) {
    throw new BadRequest(`Not an odd number of runs from 1 to ${MOST_RUNS}: ${runs}`);
  }
  const performance = categories.includes('performance');
  return {
    // The median is one of performance: without it a second run would say the same.
    runs: performance ? runs : 1,
    config: formFactor === 'desktop' ? desktopConfig : undefined,
    flags: {
      output: [],
      logLevel: 'error',
      locale: 'en-US',
      onlyCategories: categories,
      skipAudits: SKIPPED,
      disableFullPageScreenshot: true,
      throttlingMethod: 'simulate',
      ...(performance ? {} : NO_TRACE),
      // PageSpeed Insights' own values (lighthouse: core/config/lr-mobile-config.js).
      maxWaitForFcp: maxWaitForFcpMs ?? 15_000,
      maxWaitForLoad: maxWaitForLoadMs ?? 35_000,
    },
  };
}

export class BadRequest extends Error {
  code = 'BAD_REQUEST';
}
