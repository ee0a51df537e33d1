// kit.mjs - a browser, the people who use it, and what counts as passed.
import {chromium, devices} from 'playwright-core';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {deflateSync} from 'node:zlib';

export const URL_ = process.env.URL;
export const SHOTS = process.env.SHOTS;
export const AREA = '/a/ly';
const PATIENCE = 8000;
const phone = {...devices['Pixel 5']};
const desk = {viewport: {width: 1280, height: 800}};
export const VIEWS = {phone, desk};

let browser, passed = 0, failed = 0, name = '';
export const warnings = [];

export async function open() {
  browser = await chromium.launch({executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run']});
}
export async function close() {
  await browser.close();
  if (warnings.length) {
    writeFileSync(`${SHOTS}/untranslated.txt`, warnings.join('\n') + '\n');
    console.log(`note: ${warnings.length} untranslated texts, the first: ${warnings.slice(0, 5).join(' | ')}`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed;
}
export function check(ok, why) {
  if (ok) {
    passed++;
  } else {
    failed++;
    console.log(`FAIL ${name}: ${why}`);
  }
  return ok;
}
// A journey that breaks off is one failure; the rest of the walk goes on.
export async function journey(called, walk) {
  name = called;
  const before = failed, began = Date.now();
  try {
    await walk();
  } catch (e) {
    check(false, `${e.message.split('\n').slice(0, 3).join(' ')} ${(e.stack.match(/\w+\.mjs:\d+/g) || []).slice(-2).join(' ')}`);
  }
  if (failed > before) {
    let n = 0;
    for (const c of browser.contexts()) {
      for (const p of c.pages()) {
        await p.screenshot({path: `${SHOTS}/${called.replace(/\W+/g, '-')}-${n++}.png`}).catch(() => {});
      }
    }
  }
  console.log(`${failed > before ? 'broken' : 'walked'}: ${called} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}
export function skip(what) {
  console.log(`skipped: ${name}: ${what}`);
}

// A new browser window of somebody nobody knows.
export async function stranger(view = phone, more = {}) {
  const c = await browser.newContext({locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: URL_, ...view, ...more});
  const p = await c.newPage();
  p.setDefaultTimeout(PATIENCE);
  return p;
}
const known = {};
// One of the demo's people, signed in.
export async function be(who, view = desk, more = {}) {
  if (known[who]) {
    return stranger(view, {storageState: known[who], ...more});
  }
  const p = await stranger(view, more);
  await p.goto('/demo');
  await p.locator(`form:has(input[value="${who}"]) button`).click();
  known[who] = await p.context().storageState();
  return p;
}
export async function end(p) {
  await p.context().close();
}
export async function text(p) {
  return (await p.locator('main').innerText()).replace(/\s+/g, ' ');
}
export async function says(p, words, why) {
  const t = await text(p);
  return check(words instanceof RegExp ? words.test(t) : t.includes(words), `${why || ''} says no ${words}: ${t.slice(0, 160)}`);
}
export async function has(path) {
  const p = await stranger();
  const r = await p.request.get(path);
  await end(p);
  return r.status() !== 404;
}
// Chooses by words, whether it came as radio buttons or as a list.
export async function choose(p, field, words) {
  const list = p.locator(`select[name=${field}]`);
  if (await list.count()) {
    const o = list.locator('option', {hasText: words}).first();
    await list.selectOption(await o.getAttribute('value'));
  } else {
    await p.locator(`label.choice:has(input[name=${field}])`, {hasText: words}).first().click();
  }
}
// What a form on a page would send.
export async function fields(p, action) {
  return p.locator(`form[action$="${action}"]`).first().evaluate(f => Object.fromEntries([...new FormData(f)].filter(([, v]) => typeof v === 'string')));
}
export async function press(p, label) {
  await Promise.all([p.waitForEvent('domcontentloaded'), p.getByRole('button', {name: label}).last().click()]);
  await p.waitForLoadState('load');
}
const wait = ms => new Promise(r => setTimeout(r, ms));
// The last code sent to that phone.
export async function code(number) {
  for (let i = 0; i < 40; i++) {
    const lines = existsSync(process.env.SMS) ? readFileSync(process.env.SMS, 'utf8').trim().split('\n') : [];
    const line = lines.filter(l => new RegExp(`^${number} \\d{6,10}$`).test(l)).pop();
    if (line) {
      return line.split(' ')[1];
    }
    await wait(150);
  }
  throw new Error(`no message to ${number}`);
}
// Loads the page again until it shows what is made in the background.
export async function until(p, selector) {
  for (let i = 0; i < 20; i++) {
    if (await p.locator(selector).count()) {
      return true;
    }
    await wait(300);
    await p.reload();
  }
  return false;
}

// A photo, made here: a gradient, as PNG.
export function photo(w = 320, h = 240, shade = 0) {
  const table = Array.from({length: 256}, (_, n) => {
    for (let k = 0; k < 8; k++) {
      n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    }
    return n >>> 0;
  });
  const chunk = (type, data) => {
    const b = Buffer.concat([Buffer.from(type), data]), out = Buffer.alloc(8 + data.length + 4);
    let crc = 0xffffffff;
    for (const x of b) {
      crc = table[(crc ^ x) & 255] ^ (crc >>> 8);
    }
    out.writeUInt32BE(data.length, 0);
    b.copy(out, 4);
    out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 8 + data.length);
    return out;
  };
  const head = Buffer.alloc(13), rows = Buffer.alloc(h * (1 + w * 3));
  head.writeUInt32BE(w, 0);
  head.writeUInt32BE(h, 4);
  head.set([8, 2, 0, 0, 0], 8);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      rows.set([(x + shade) & 255, y & 255, shade], y * (1 + w * 3) + 1 + x * 3);
    }
  }
  const buffer = Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
  return {name: 'photo.png', mimeType: 'image/png', buffer};
}

// Where the decision of that title is, named on this page: her receipt may stand first.
export async function decision(p, title) {
  return (await p.locator('a[href*="/ballots/"]', {hasText: title}).first().getAttribute('href')).match(/^.*\/ballots\/\d+/)[0];
}
