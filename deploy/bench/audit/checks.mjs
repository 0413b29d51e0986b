// What each of our own checks costs on a page that it sees for the first time, in one or more folders of page scripts
// that take turns.
//
// Arguments: JSON with chromium, axe (a file), folders, urls.
// Output: a line for each check, with its milliseconds a page in each folder: reading its script, and looking.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

const job = JSON.parse(process.argv[2]);
const axe = await readFile(job.axe, 'utf8');
const browser = await chromium.launch({ executablePath: job.chromium, chromiumSandbox: process.getuid() !== 0 });
const totals = new Map();

function add(name, folder, millis) {
  const row = totals.get(name) ?? job.folders.map(() => 0);
  row[folder] += millis;
  totals.set(name, row);
}

// Axe's tree is made before the clock starts; it is the same for all of them.
async function timed(id) {
  const check = globalThis.tandem.checks.find((candidate) => candidate.id === id);
  const begun = performance.now();
  await check.prepare?.();
  const prepared = performance.now() - begun;
  globalThis.tandem.findRoots();
  return globalThis.tandem.withTree(() => {
    globalThis.tandem.role(document.body);
    const ready = performance.now();
    check.run();
    return prepared + performance.now() - ready;
  });
}

async function look(url, folder) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForLoadState('networkidle');
    await page.evaluate(axe);
    const pages = job.folders[folder];
    const checks = (await readdir(path.join(pages, 'checks'))).filter((file) => file.endsWith('.js')).sort();
    for (const file of ['instrument.js', 'dom.js', 'keys.js', ...checks.map((check) => `checks/${check}`)]) {
      const script = await readFile(path.join(pages, file), 'utf8');
      const begun = performance.now();
      await page.evaluate(script);
      add('read scripts', folder, performance.now() - begun);
    }
    for (const id of await page.evaluate(() => globalThis.tandem.checks.filter((check) => !check.stage).map(({ id }) => id))) {
      add(id, folder, await page.evaluate(timed, id));
    }
  } finally {
    await context.close();
  }
}

for (const [turn, url] of [job.urls[0], ...job.urls].entries()) {
  for (const folder of job.folders.keys()) {
    await look(url, folder);
  }
  if (turn === 0) {
    // The first page warms the browser.
    totals.clear();
  }
}
for (const [name, millis] of totals) {
  console.log([name.padEnd(24), ...millis.map((sum) => (sum / job.urls.length).toFixed(1).padStart(8))].join(''));
}
await browser.close();
