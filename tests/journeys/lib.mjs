// lib.mjs - what every journey needs: the program on a demo store of its own, a browser, people.
//
//   const house = await start();                    a fresh demo area at house.url
//   const page = await house.visit('phone', 'en');  one browser, one person's cookies
//   await be(page, 'resident');                     a demo identity
//   await check(page, 'home');                      axe, overflow, targets, type, console: throws
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
import { AxeBuilder } from '@axe-core/playwright';

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
  page.faults = [];
  page.on('pageerror', (e) => page.faults.push(`script: ${e.message}`));
  page.on('console', (m) => m.type() === 'error' && !/status of 4\d\d/.test(m.text()) && page.faults.push(m.text()));
  page.on('response', (r) => r.status() >= 500 && page.faults.push(`${r.status()} ${r.url()}`));
  return page;
}

// who: resident helper leader staff secretary operator property owners
export async function be(page, who) {
  await page.goto('/demo');
  const form = page.locator('form', { has: page.locator(`input[name=who][value=${who}]`) });
  await Promise.all([page.waitForNavigation(), form.locator('button').click()]);
}

// What no page may do. Returns the faults as sentences; check() throws them.
export async function faults(page) {
  const found = [...page.faults.splice(0)];
  if (page.kind !== 'nojs') {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight)); // sticky bars cover nothing there
    const axe = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    for (const v of axe.violations) found.push(`axe ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(' | ')}`);
  }
  found.push(...await page.evaluate(measure, page.kind === 'elder'));
  return found;
}

export async function check(page, name) {
  const found = await faults(page);
  if (found.length) throw new Error(`${name} (${page.kind}) ${page.url()}\n  ${found.join('\n  ')}`);
}

// Runs in the page: nothing wider than the screen, targets 44 px (elder 60), type 14 px (elder 18).
// Links inside a sentence and the small targets of a dense desk table are exempt.
function measure(elder) {
  const out = [];
  const least = elder ? 60 : 44, type = elder ? 18 : 14;
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) out.push(`wider than the screen by ${over} px`);
  const shown = (e) => e.checkVisibility ? e.checkVisibility() && e.getBoundingClientRect().width > 1 : e.offsetParent;
  for (const e of document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')) {
    if (!shown(e) || e.matches('.skip') || e.closest('.dense,.map,.plan,.toc,.page-sheet')) continue;
    const box = (e.matches('input[type=radio],input[type=checkbox]') ? e.closest('label') || e : e).getBoundingClientRect();
    const inSentence = e.matches('a') && getComputedStyle(e).display === 'inline';
    if (!inSentence && box.height < least - 0.5) out.push(`target ${Math.round(box.width)}x${Math.round(box.height)}: ${e.outerHTML.slice(0, 90)}`);
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Set();
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !shown(e) || e.closest('svg,.vh,script,option')) continue;
    if (parseFloat(getComputedStyle(e).fontSize) < type - 0.1) small.add(`type ${getComputedStyle(e).fontSize}: ${e.textContent.trim().slice(0, 30)}`);
  }
  return [...out, ...[...small].slice(0, 5)];
}
