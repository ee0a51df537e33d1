// lib.mjs - what pictures need: the program on a demo store of its own, a browser, people.
//
//   const house = await start();                    a fresh demo area at house.url
//   const page = await house.visit('phone', 'en');  one browser, one person's cookies
//   await be(page, 'resident');                     a demo identity
//   await house.stop();
//
// The program is $EAVES or the first argument, else build/eaves.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const program = resolve(process.env.EAVES || process.argv[2] || join(root, 'build/eaves'));

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
export const kinds = {
  phone,
  small: { ...phone, viewport: { width: 320, height: 640 } },
  desk: { viewport: { width: 1280, height: 800 } },
  elder: { ...phone, elder: true },
  dark: { ...phone, colorScheme: 'dark' },
  nojs: { ...phone, javaScriptEnabled: false },
  print: { viewport: { width: 794, height: 1123 } },
};

function freePort() {
  return new Promise((done) => {
    const s = createServer().listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      s.close(() => done(port));
    });
  });
}

// Starts the program; `demo: false` leaves the store empty but migrated.
export async function start({ demo = true } = {}) {
  if (!existsSync(program)) throw new Error(`no program at ${program}: build it, or set EAVES`);
  const dir = mkdtempSync(join(tmpdir(), 'eaves-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const store = ['--store', `sqlite:${dir}/demo.db`, '--files', `${dir}/files`, '--key', `${dir}/key`, '--url', url];
  const run = (...args) => execFileSync(program, [...args, ...store], { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  run('migrate');
  if (demo) run('demo');
  const child = spawn(program, ['serve', ...store, '--listen', url.slice('http://'.length)], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (d) => (log += d));
  await until(() => fetch(`${url}/healthz`).then((r) => r.ok, () => false), () => `it did not start:\n${log}`);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
  return {
    url, dir, run, browser,
    log: () => log,
    visit: (kind = 'phone', lang = 'zh-Hans') => visit(browser, url, kind, lang),
    async stop() {
      await browser.close();
      child.kill('SIGTERM');
      await new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done()));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export async function until(isTrue, why, ms = 15000) {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((r) => setTimeout(r, 50))) {
    if (await isTrue()) return;
  }
  throw new Error(typeof why === 'function' ? why() : why || 'waited in vain');
}

// A browser of its own: cookies of one person, in one manner of looking.
async function visit(browser, url, kind, lang) {
  const { elder, ...options } = kinds[kind];
  const context = await browser.newContext({ baseURL: url, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
  await context.addCookies([{ name: 'lang', value: lang, url }, ...(elder ? [{ name: 'elder', value: '1', url }] : [])]);
  const page = await context.newPage();
  page.kind = kind;
  return page;
}

// who: resident helper leader staff secretary operator property owners
export async function be(page, who) {
  await page.goto('/demo');
  const form = page.locator('form', { has: page.locator(`input[name=who][value=${who}]`) });
  await Promise.all([page.waitForNavigation(), form.locator('button').click()]);
}
