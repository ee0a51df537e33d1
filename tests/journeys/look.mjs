// look.mjs - every page on a phone, in the easy version, at 320 px and in English; with JOURNEYS=all
// also on a desk, in the dark and without the script: readable by rules, large enough to touch, nothing beside the screen.
import {AxeBuilder} from '@axe-core/playwright';
import {book, simplified} from './book.mjs';
import {AREA, URL_, VIEWS, be, check, end, journey, stranger, warnings} from './kit.mjs';

const MOST_MS = 150_000;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function axe(p, path, view, rules) {
  const b = new AxeBuilder({page: p});
  const r = await (rules ? b.withRules(rules) : b.withTags(TAGS)).analyze();
  check(!r.violations.length, `${path} ${view}: ${r.violations.map(v => `${v.id} ${v.nodes[0].target} (${v.nodes.length})`).join('; ')}`);
}
// Boxes that are too low to touch, and letters too small to read; links inside a sentence are exempt.
function small([least, letters, main]) {
  const out = [];
  const seen = e => e.offsetWidth > 1 && e.offsetHeight > 1 && !e.closest('.vh,[aria-hidden=true]') && getComputedStyle(e).visibility === 'visible';
  const inText = e => e.tagName === 'A' && getComputedStyle(e).display.startsWith('inline') &&
    [...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  for (const e of document.querySelectorAll(main ? '.btn-main' : 'a[href],button,input,select,summary,textarea')) {
    if (!seen(e) || inText(e)) {
      continue;
    }
    const label = e.closest('label');
    const box = ((e.type === 'radio' || e.type === 'checkbox') && label || e).getBoundingClientRect();
    if (box.bottom > 0 && Math.max(box.height, 0) + 0.5 < least) {
      out.push(`${e.tagName.toLowerCase()} "${(e.innerText || e.name || '').trim().slice(0, 12)}" ${box.height.toFixed(0)} px`);
    }
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n && letters; n = walk.nextNode()) {
    const e = n.parentElement;
    if (n.textContent.trim() && seen(e) && !e.closest('script,style,svg,option') && parseFloat(getComputedStyle(e).fontSize) + 0.01 < letters) {
      out.push(`"${n.textContent.trim().slice(0, 12)}" ${getComputedStyle(e).fontSize}`);
    }
  }
  return out;
}
// Chinese left standing on an English page, outside what people wrote.
function chinese() {
  const out = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const e = n.parentElement;
    if (/[\u4e00-\u9fff]{2,}/.test(n.textContent) && !e.closest('[lang^=zh]:not(html),.say,option,script,.meta,.it b')) {
      out.push(n.textContent.trim().slice(0, 40));
    }
  }
  return out;
}
// Every page of the address book, found by its links: it is there, says something, fits 390 and 320 px
// and a desk; in English no sentence stays Chinese, in traditional characters none stays simplified.
async function addresses() {
  const [en, hant] = [new Map(), new Map()], tabs = {};
  const found = await book();
  check(found.length > 120, `only ${found.length} kinds of pages are found by their links`);
  for (const x of found) {
    if (x.bad) {
      check(false, `${x.who} is led to ${x.path}: ${x.bad}`);
      continue;
    }
    const p = tabs[x.who] ||= await be(x.who, VIEWS.phone);
    const say = lang => p.context().addCookies([{name: 'lang', value: lang, url: URL_}]);
    await p.goto(x.path);
    const words = (await p.locator('main').innerText()).trim();
    check(words.length > 20, `${x.path}: an empty page`);
    for (const width of [390, 320]) {
      await p.setViewportSize({width, height: 844});
      const wide = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(wide <= 0, `${x.path}: ${wide} px beside a screen of ${width}`);
    }
    await axe(p, x.path, 'address book');
    await say('en');
    await p.goto(x.path);
    const wide = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${x.path} en: ${wide} px beside a screen of 320`);
    for (const t of await p.evaluate(chinese)) {
      en.set(t, x.path);
    }
    await say('zh-Hant');
    await p.goto(x.path);
    for (const t of simplified(await p.locator('main').innerText())) {
      hant.set(t, x.path);
    }
    await say('zh-Hans');
  }
  // A sentence of ours has a full stop or is long; names people wrote stay as they are.
  for (const [t, path] of en) {
    if (/[。？！；]/.test(t)) {
      warnings.push(`en ${path}: ${t}`);
    }
  }
  for (const [t, path] of hant) {
    warnings.push(`zh-Hant ${path}: ${t}`);
  }
  for (const p of Object.values(tabs)) {
    await end(p);
  }
}

export async function run(s) {
  const stair = `${AREA}/b/${s.stair}`;
  const pages = [
    ['', '/demo'], ['', '/'], ['', '/login'], ['', '/staff'], ['', AREA], ['', stair], ['', `${stair}/report`], ['', `${AREA}/plan`],
    ['', `${AREA}/say`], ['', `${AREA}/requests`], ['resident', s.first && s.first.url], ['resident', '/me'],
    ['staff', `${AREA}/inbox`], ['staff', s.second && s.second.url], ['staff', `${AREA}/slips`], ['staff', s.sheet],
    ['staff', `${AREA}/paper`], ['operator', `${AREA}/desk/new`], ['leader', `${stair}/doors`], ['secretary', `${AREA}/audit`],
  ];
  const views = [['phone', VIEWS.phone], ['desk', VIEWS.desk], ['dark', {...VIEWS.phone, colorScheme: 'dark'}],
    ['elder', VIEWS.phone, [{name: 'elder', value: '1', url: URL_}]], ['narrow', {viewport: {width: 320, height: 640}}],
    ['without the script', VIEWS.phone], ['en', VIEWS.phone, [{name: 'lang', value: 'en', url: URL_}]]];
  const all = process.env.JOURNEYS === 'all', there = [], began = performance.now();
  if (all) {
    await journey('every page of the address book', () => addresses());
  }
  for (const [view, how, cookies] of views) {
    if (!all && (view === 'desk' || view === 'dark' || view === 'without the script')) {
      continue;
    }
    await journey(`every page, ${view}`, async () => {
      const tabs = {};
      for (const [who, path] of pages) {
        if (!path || (view !== 'phone' && !there.includes(path))) {
          continue;
        }
        if (!all && performance.now() - began > MOST_MS) { // a busy machine: say what was not looked at
          console.log(`skipped: ${path} ${view}: no time left`);
          continue;
        }
        if (!tabs[who]) {
          tabs[who] = who ? await be(who, how) : await stranger(how);
          await tabs[who].context().addCookies(cookies || []);
          if (view === 'without the script') {
            await tabs[who].route('**/eaves.*.js', r => r.abort());
          }
        }
        const p = tabs[who], r = await p.goto(path);
        if (view === 'phone') {
          if (r.status() === 404) {
            console.log(`skipped: ${path} is not there`);
            continue;
          }
          check(r.status() === 200, `${path}: ${r.status()}`);
          there.push(path);
        }
        const wide = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (view !== 'narrow' && view !== 'en') {
          // As tall as the page: a bar at the bottom of the screen covers nothing then.
          const size = p.viewportSize(), tall = await p.evaluate(() => document.documentElement.scrollHeight);
          await p.setViewportSize({width: size.width, height: Math.min(tall + 100, 8000)});
          await axe(p, path, view, view === 'dark' ? ['color-contrast'] : view === 'elder' && !all && ['color-contrast', 'target-size', 'label']);
          await p.setViewportSize(size);
        }
        if (view === 'en') {
          warnings.push(...(await p.evaluate(chinese)).map(t => `en ${path}: ${t}`));
          continue;
        }
        check(wide <= 0, `${path} ${view}: ${wide} px beside the screen`);
        if (view === 'elder' || view === 'phone') {
          const few = await p.evaluate(small, view === 'elder' ? [60, 18, false] : [44, 0, true]);
          check(!few.length, `${path} ${view}: too small: ${few.slice(0, 4).join(', ')}${few.length > 4 ? ` and ${few.length - 4} more` : ''}`);
        }
      }
      for (const p of Object.values(tabs)) {
        await end(p);
      }
    });
  }
}
