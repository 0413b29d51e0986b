import desktopConfig from 'lighthouse/core/config/desktop-config.js';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

/** Pictures of the page in the report, which nobody asked for and which cost about a second. */
const SKIPPED = ['screenshot-thumbnails', 'final-screenshot', 'full-page-screenshot'];

/**
 * Turns one request line into Lighthouse's flags and config.
 *
 * @throws {BadRequest} when the line asks for something that there is not
 */
export function settingsOf(request) {
  const { url, categories = CATEGORIES, formFactor = 'mobile', maxWaitForFcpMs, maxWaitForLoadMs } = request;
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
  return {
    config: formFactor === 'desktop' ? desktopConfig : undefined,
    flags: {
      output: [],
      logLevel: 'error',
      locale: 'en-US',
      onlyCategories: categories,
      skipAudits: SKIPPED,
      disableFullPageScreenshot: true,
      throttlingMethod: 'simulate',
      // PageSpeed Insights' own values (lighthouse: core/config/lr-mobile-config.js).
      maxWaitForFcp: maxWaitForFcpMs ?? 15_000,
      maxWaitForLoad: maxWaitForLoadMs ?? 35_000,
    },
  };
}

export class BadRequest extends Error {
  code = 'BAD_REQUEST';
}
