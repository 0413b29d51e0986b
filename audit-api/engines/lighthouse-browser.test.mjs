import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserSwitches, BrowserSpare } from './lighthouse-browser.mjs';

/** Browsers without processes: `kill` ends them at once. */
function launcher() {
  const launched = [];
  const launch = async () => {
    const browser = { pid: launched.length + 1, gone: false, killed: false, profile: '/nonexistent/profile' };
    browser.ended = new Promise((resolve) => {
      browser.kill = () => {
        browser.killed = true;
        resolve();
      };
    });
    launched.push(browser);
    return browser;
  };
  return { launched, launch };
}

test('a proxy port closes every way around it', () => {
  const switches = browserSwitches({ proxyPort: 4711, sandbox: true });

  assert.ok(switches.includes('--proxy-server=http://127.0.0.1:4711'));
  assert.ok(switches.includes('--proxy-bypass-list=<-loopback>'));
  assert.ok(switches.includes('--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'));
});

test('the sandbox stays on unless told otherwise, and no port means no proxy', () => {
  const switches = browserSwitches({ sandbox: true });

  assert.ok(!switches.includes('--no-sandbox'));
  assert.ok(!switches.some((each) => each.startsWith('--proxy')));
  assert.ok(browserSwitches({ sandbox: false }).includes('--no-sandbox'));
});

test('every run gets a browser of its own, launched before it is asked for', async () => {
  const { launched, launch } = launcher();
  const browsers = new BrowserSpare({}, launch);
  await Promise.all([browsers.prepare(), browsers.prepare()]);

  const first = await browsers.take();
  const launchedForFirst = launched.length;
  const second = await browsers.take();

  assert.equal(launchedForFirst, 1);
  assert.notEqual(first, second);
});

test('a spare that died while it waited is replaced', async () => {
  const { launched, launch } = launcher();
  const browsers = new BrowserSpare({}, launch);
  const spare = await browsers.prepare();
  spare.gone = true;

  const taken = await browsers.take();

  assert.notEqual(taken, spare);
  assert.ok(spare.killed);
  assert.equal(launched.length, 2);
});

test('a failed launch is tried again by the next call', async () => {
  const { launch } = launcher();
  let failures = 1;
  const browsers = new BrowserSpare({}, () => (failures-- > 0 ? Promise.reject(new Error('no')) : launch()));

  await assert.rejects(browsers.prepare(), /no/);

  assert.equal((await browsers.take()).pid, 1);
});

test('closing kills the spare and the one in use', async () => {
  const { launched, launch } = launcher();
  const browsers = new BrowserSpare({}, launch);
  await browsers.take();
  await browsers.prepare();

  await browsers.close();

  assert.deepEqual(
    launched.map(({ killed }) => killed),
    [true, true],
  );
  await assert.rejects(browsers.prepare());
});

test('closing waits for a browser that is just being launched, and ends it', async () => {
  const { launched, launch } = launcher();
  let finish;
  const browsers = new BrowserSpare({}, () => new Promise((resolve) => (finish = () => resolve(launch()))));
  browsers.prepare();

  const closed = browsers.close();
  finish();
  await closed;

  assert.ok(launched[0].killed);
});
