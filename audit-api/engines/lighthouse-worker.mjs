// Runs Lighthouse, one page at a time, for as long as its standard input is open.
//
// One JSON object a line, both ways; standard output carries nothing else, and what people should read goes to
// standard error.
//   in:  {"id", "url", "categories", "formFactor", "runs", "maxWaitForFcpMs", "maxWaitForLoadMs"}
//   out: {"event": "ready", "pid", "browser", "node", "lighthouse", "rss"}   once, when a run can begin at once
//        {"event": "heartbeat", "rss"}                                       every 5 s; silence means a blocked thread
//        {"event": "started", "id", "browser"}
//        {"event": "phase", "id", "phase"}                                   BENCHMARK, LOAD, GATHER, AUDIT
//        {"event": "result", "id", "rss", "report"}
//        {"event": "error", "id"?, "code", "message"}                        without id: the worker can't work and ends
// Arguments: --chromium=PATH [--proxy-port=PORT] [--no-sandbox]
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import lighthouse from 'lighthouse';
import { initializeConfig } from 'lighthouse/core/config/config.js';
import log from 'lighthouse-logger';
import { BrowserSpare } from './lighthouse-browser.mjs';
import { condense } from './lighthouse-condense.mjs';
import { representative } from './lighthouse-median.mjs';
import { BadRequest, settingsOf } from './lighthouse-settings.mjs';

const HEARTBEAT_MS = 5_000;
const LONGEST_GOODBYE_MS = 1_500;
const LONGEST_MESSAGE = 500;
/** Lighthouse tells of some two hundred steps; these four begin something that a person can follow. */
const PHASES = new Map([
  ['BENCHMARK', /^Benchmarking machine/],
  ['LOAD', /^Navigating to http/],
  ['GATHER', /^Getting artifact/],
  ['AUDIT', /^Audit phase/],
]);

const { values: args } = parseArgs({
  options: {
    chromium: { type: 'string' },
    'proxy-port': { type: 'string' },
    'no-sandbox': { type: 'boolean', default: false },
  },
});
const browsers = new BrowserSpare({
  executable: args.chromium,
  proxyPort: args['proxy-port'] ? Number(args['proxy-port']) : undefined,
  sandbox: !args['no-sandbox'],
});
let running = null;
let phase = null;

function say(event) {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function complain(id, error) {
  const message = String(error?.friendlyMessage ?? error?.message ?? error).slice(0, LONGEST_MESSAGE);
  say({ event: 'error', id, code: error?.code ?? 'LIGHTHOUSE_FAILED', message });
}

/** Ends every browser and then this process, which stays for the profiles' removal, but not for long. */
async function leave(code) {
  setTimeout(() => process.exit(code), LONGEST_GOODBYE_MS);
  await browsers.close();
  process.exit(code);
}

async function run(request) {
  let browser;
  try {
    const { flags, config, runs } = settingsOf(request);
    const reports = [];
    while (reports.length < runs) {
      if (browser) {
        await browsers.discard(browser);
      }
      browser = await withCode('BROWSER_UNAVAILABLE', browsers.take());
      say({ event: 'started', id: request.id, browser: browser.pid });
      reports.push(await Promise.race([audit(browser, request.url, flags, config), deathOf(browser)]));
      // Lighthouse can turn a lost browser into a report without scores.
      if (browser.gone) {
        await deathOf(browser);
      }
    }
    const report = { ...condense(representative(reports)), runs: reports.length };
    say({ event: 'result', id: request.id, rss: process.memoryUsage.rss(), report });
  } catch (error) {
    complain(request.id, browser?.gone ? await deathOf(browser).catch((death) => death) : error);
  }
  // The answer is out: the caller may send the next line before the rest of this is done.
  running = null;
  await tidyUp(browser);
}

async function tidyUp(browser) {
  try {
    if (browser) {
      await browsers.discard(browser);
    }
    if (!running && !browsers.closed) {
      // The next launch happens while nobody waits, never beside a run that it would disturb.
      await browsers.prepare();
    }
  } catch (error) {
    console.error('The next browser is not ready:', error.message);
  }
}

async function audit(browser, url, flags, config) {
  const page = await browser.newPage();
  const outcome = await lighthouse(url, flags, config, page);
  return outcome.lhr;
}

/** Lighthouse itself may wait for ever for an answer of a browser that is gone. */
async function deathOf(browser) {
  await browser.disconnected;
  throw Object.assign(new Error('The browser ended during the run'), { code: 'BROWSER_GONE' });
}

async function withCode(code, promise) {
  try {
    return await promise;
  } catch (error) {
    throw Object.assign(error, { code });
  }
}

function answer(line) {
  let request;
  try {
    request = JSON.parse(line);
  } catch {
    complain(undefined, new BadRequest('A line that is not JSON'));
    return;
  }
  if (running) {
    complain(request.id, Object.assign(new Error('One run at a time'), { code: 'BUSY' }));
    return;
  }
  running = request.id;
  phase = null;
  run(request);
}

process.on('exit', () => browsers.killAll());
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) {
  process.on(signal, () => leave(0));
}
process.stdout.on('error', () => leave(0));
// A killed browser leaves promises of Lighthouse behind that nobody waits for.
process.on('unhandledRejection', (error) => console.error('Left behind:', error?.message ?? error));
process.on('uncaughtException', (error) => {
  console.error('Uncaught:', error);
  leave(1);
});
log.events.addListener('status', ([, step]) => {
  const begun = [...PHASES].find(([, pattern]) => pattern.test(step))?.[0];
  if (running && begun && begun !== phase) {
    phase = begun;
    say({ event: 'phase', id: running, phase });
  }
});

const lines = createInterface({ input: process.stdin });
lines.on('line', answer);
lines.on('close', () => leave(0));
setInterval(() => say({ event: 'heartbeat', rss: process.memoryUsage.rss() }), HEARTBEAT_MS).unref();

try {
  // The config's modules take a second to load, which the first run would wait for.
  const [browser] = await Promise.all([browsers.prepare(), initializeConfig('navigation')]);
  say({
    event: 'ready',
    pid: process.pid,
    browser: browser.pid,
    node: process.version,
    rss: process.memoryUsage.rss(),
  });
} catch (error) {
  complain(undefined, Object.assign(error, { code: 'BROWSER_UNAVAILABLE' }));
  await leave(3);
}
