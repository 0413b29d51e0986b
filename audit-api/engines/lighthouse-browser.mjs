import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';

/**
 * Switches of every browser of this worker, beside Puppeteer's own defaults.
 *
 * With a proxy port, Chromium can neither resolve a name nor reach an address by itself: everything goes through the
 * proxy, loopback addresses too, and WebRTC and QUIC have no way around it.
 */
export function browserSwitches({ proxyPort, sandbox }) {
  const switches = [
    '--disable-gpu',
    '--disable-software-rasterizer',
    '--disable-quic',
    '--accept-lang=en-US,en',
    '--js-flags=--max-old-space-size=1024',
    // The headless shell reads only the first spelling, a full Chromium only the second.
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  ];
  if (proxyPort) {
    switches.push(
      `--proxy-server=http://127.0.0.1:${proxyPort}`,
      '--proxy-bypass-list=<-loopback>',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    );
  }
  if (!sandbox) {
    switches.push('--no-sandbox');
  }
  return switches;
}

/**
 * Keeps one browser ready, so that a run never waits for a launch, and gives every run a fresh one.
 *
 * Browsers are driven through a pipe: no local port to attack, and Chromium ends by itself when the other end of the
 * pipe is gone, even when this process was killed.
 */
export class BrowserSpare {
  #options;
  #launch;
  #spare;
  #living = new Set();
  #closed = false;

  constructor(options, launch = launchChromium) {
    this.#options = options;
    this.#launch = launch;
  }

  get closed() {
    return this.#closed;
  }

  /** Launches the spare if there is none; a second call while it launches waits for the same one. */
  prepare() {
    if (this.#closed) {
      return Promise.reject(new Error('The worker is closing'));
    }
    this.#spare ??= this.#start();
    return this.#spare;
  }

  /** Hands the spare over, launching one if there is none. The caller ends it with `discard`. */
  async take() {
    let browser;
    try {
      browser = await this.prepare();
    } finally {
      this.#spare = undefined;
    }
    if (browser.gone) {
      // The spare died while it waited; one more try is a fresh launch.
      await this.discard(browser);
      browser = await this.#start();
    }
    return browser;
  }

  /** Kills the browser's whole process group and removes its profile. */
  async discard(browser) {
    browser.kill();
    await browser.ended;
    this.#living.delete(browser);
    await rm(browser.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }

  /** Kills everything at once, without waiting: also usable while the process exits. */
  killAll() {
    this.#closed = true;
    for (const browser of this.#living) {
      browser.kill();
    }
  }

  async close() {
    this.killAll();
    // A browser that is just being launched is discarded by its launch.
    await Promise.allSettled([this.#spare, ...[...this.#living].map((browser) => this.discard(browser))]);
  }

  async #start() {
    try {
      const browser = await this.#launch(this.#options);
      this.#living.add(browser);
      if (this.#closed) {
        await this.discard(browser);
      }
      return browser;
    } catch (error) {
      // So that the next call tries again instead of handing out the same failure for ever.
      this.#spare = undefined;
      throw error;
    }
  }
}

async function launchChromium({ executable, proxyPort, sandbox }) {
  const profile = await mkdtemp(join(tmpdir(), 'chrome-'));
  let puppet;
  try {
    puppet = await puppeteer.launch({
      executablePath: executable,
      headless: 'shell',
      pipe: true,
      defaultViewport: null,
      downloadBehavior: { policy: 'deny' },
      handleSIGHUP: false,
      handleSIGINT: false,
      handleSIGTERM: false,
      userDataDir: profile,
      args: browserSwitches({ proxyPort, sandbox }),
    });
  } catch (error) {
    await rm(profile, { recursive: true, force: true });
    throw error;
  }
  const process_ = puppet.process();
  const ended = new Promise((resolve) => process_.once('exit', resolve));
  const browser = { profile, pid: process_.pid, gone: false, ended, newPage: () => puppet.newPage() };
  browser.disconnected = new Promise((resolve) => puppet.once('disconnected', resolve));
  browser.disconnected.then(() => (browser.gone = true));
  browser.kill = () => {
    try {
      // Puppeteer starts Chromium as the leader of its own process group.
      process.kill(-browser.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  };
  return browser;
}
