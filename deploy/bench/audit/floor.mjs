// The least that an audit can cost: one warm browser driven by Playwright, a new context for each page, the engines
// injected as they are, half a second of quiet before.
//
// Arguments: JSON with chromium, engines (files), options (of axe.run), concurrency, urls.
// Output: a line for each page, {url, millis, found: [{code, selector}]}.
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const job = JSON.parse(process.argv[2]);
const scripts = await Promise.all(job.engines.map((file) => readFile(file, 'utf8')));
const browser = await chromium.launch({ executablePath: job.chromium, chromiumSandbox: process.getuid() !== 0 });

async function audit(url) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForLoadState('networkidle');
    for (const script of scripts) {
      await page.evaluate(script);
    }
    return JSON.parse(await page.evaluate(run, job.options));
  } finally {
    await context.close();
  }
}

async function run(options) {
  const { violations } = await globalThis.axe.run(document, options);
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => ({ code: id, selector: target.flat().join(' ') })));
  if (globalThis.AccessLint) {
    for (const { ruleId, selector } of globalThis.AccessLint.runAudit(document).violations) {
      found.push({ code: `accesslint/${ruleId}`, selector });
    }
  }
  return JSON.stringify(found);
}

async function work(urls) {
  for (let url = urls.shift(); url; url = urls.shift()) {
    const start = performance.now();
    const found = await audit(url);
    console.log(JSON.stringify({ url, millis: Math.round(performance.now() - start), found }));
  }
}

await work(job.warmUp);
console.log(JSON.stringify({ warm: true }));
await Promise.all(Array.from({ length: job.concurrency }, () => work(job.urls)));
await browser.close();
