// xss.mjs - the corpus goes into every text field of every form of the demo, as the people who may fill it,
// in a real browser; then every page that shows any of it is loaded. Nothing may run, no element may come
// of data, no policy may have to stop anything. Which fields there are is asked of the program itself
// (`eaves openapi`): a field that was neither filled nor excused is red. XSS_ALL=1: each field with the
// whole corpus (`make long`); XSS_ONLY=ballots: while writing, only routes with that in them; XSS_LOUD=1: what was stored.
// Ends with "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { be, program, start } from '../journeys/lib.mjs';
import { alive, corpus, excused, pick, watch } from './corpus.mjs';

const ALL = process.env.XSS_ALL === '1';
const LOUD = process.env.XSS_LOUD === '1';
const ONLY = process.env.XSS_ONLY ?? '';
const WHO = ['secretary', 'property', 'leader', 'resident', 'helper', 'owners', 'town', 'operator', 'staff', 'visitor'];
const PER_ROUTE = Number(process.env.XSS_PER_ROUTE || (ALL ? 4 : 1));
const LAST = /\/(logout|gone|end|out|drop|undo|confirm|take|withdraw|close|erase|down|fail|refer|revoke|split|join|part|dissolve|annul)$/;

let passed = 0, failed = 0;
const check = (ok, why) => { if (ok) passed++; else { failed++; console.log(`FAIL xss: ${why}`); } return ok; };
const began = Date.now();
const seconds = () => ((Date.now() - began) / 1000).toFixed(0);

// What the program says of itself -----------------------------------------------------------------
const api = JSON.parse(execFileSync(program, ['openapi'], { maxBuffer: 1 << 26 }));
const wanted = new Map(); // "route field" -> {max, filled, stored}
const posts = [];
for (const [path, ways] of Object.entries(api.paths)) {
  const content = Object.values(ways.post?.requestBody?.content ?? {})[0];
  if (!content) continue;
  const route = path.replace(/^\/api\/v1/, '');
  if (!route.includes(ONLY)) continue;
  posts.push({ route, re: new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`) });
  for (const [name, s] of Object.entries(content.schema.properties ?? {})) {
    if (s.type === 'string' && !s.enum) wanted.set(`${route} ${name}`, { max: s.maxLength ?? 0, filled: 0, stored: 0 });
  }
}
const specific = (a, b) => (a.route.match(/\{/g) ?? []).length - (b.route.match(/\{/g) ?? []).length;
posts.sort(specific);
const routeOf = (path) => posts.find((p) => p.re.test(path))?.route;
const gets = execFileSync(program, ['routes']).toString().split('\n').map((l) => l.split('\t'))
  .filter((l) => l[0] === 'GET').map((l) => l[1].replace(/:\w+/g, '{}')).map((route) => ({ route, re: new RegExp(`^${route.replace(/[.]/g, '\\.').replace(/\{\}/g, '[^/]+')}$`) })).sort(specific);
const pageOf = (path) => gets.find((g) => g.re.test(path))?.route;

// The house and its people ------------------------------------------------------------------------
const house = await start();
const dir = mkdtempSync(join(tmpdir(), 'eaves-xss-'));
writeFileSync(join(dir, 'roster.csv'), '小区,楼号,室号,户主,电话\n柳荫里小区,3号楼,101,<img src=x onerror=zz9()>,19900007001\n"<b class=zz9>",=zz9,"""><svg onload=zz9()>",{{zz9}},x\n');
writeFileSync(join(dir, 'posts.csv'), '姓名,职务,单位,电话\n<img src=x onerror=zz9()>,<b class=zz9>,=zz9,19900007002\n');
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const hits = [];
const people = {};
let loads = 0, fetched = 0;
async function person(who) {
  if (people[who]) return people[who];
  const page = await house.visit('desk');
  page.setDefaultTimeout(8000);
  await page.context().exposeFunction('zzhit', (what) => hits.push(`${who}: ${what}`));
  await page.context().addInitScript(watch);
  page.on('dialog', (d) => { hits.push(`${who}: dialog ${d.message()}`); d.dismiss().catch(() => {}); });
  page.on('console', (m) => { if (/Content Security Policy|Refused to/.test(m.text())) hits.push(`${who}: ${m.text().slice(0, 160)} at ${page.url()}`); });
  page.on('pageerror', (e) => hits.push(`${who}: ${e.message} at ${page.url()}`));
  if (who !== 'visitor') await be(page, who);
  people[who] = page;
  return page;
}
async function looked(page, what) {
  loads++;
  const bad = await page.evaluate(alive).catch((e) => [`not looked at: ${e.message}`]);
  while (hits.length) bad.push(hits.shift());
  return check(!bad.length, `${what}: ${bad.slice(0, 3).join(' | ')}`);
}

// Pages, found by their links -----------------------------------------------------------------------
// -> [{path, text, forms: [action]}], so many of each route; links that are no pages apart.
const found = {}, links = new Set();
async function pages(who, perRoute, exports) {
  const kept = `${who} ${perRoute}`;
  return (found[kept] ??= await crawl(who, perRoute, exports));
}
async function crawl(who, perRoute, exports) {
  const page = await person(who), seen = new Set(), of = {}, out = [];
  const cookie = (await page.context().cookies()).map((k) => `${k.name}=${k.value}`).join('; ');
  const queue = ['/a/ly', '/a/ly/inbox', '/me', '/a/ly/say', '/login', '/staff', '/a/ly/status', '/a/ly/who', '/a/ly/me/messages', '/a/ly/privacy'];
  // Of one route only so many pages are looked at: first the proxies of the decision that is on paper, a result that
  // may still be counted again, the rules on the town's own pages.
  const list = (of) => fetch(`${house.url}/a/ly/ballots?filter=${of}`, { headers: { cookie } }).then((r) => r.text()).catch(() => '');
  const all = await fetch(`${house.url}/a/ly/ballots`, { headers: { cookie } }).then((r) => r.text()).catch(() => '') + await list('results');
  for (const [title, page] of [['加装一部电梯', '/proxies'], ['更换楼道的窗', '/result']]) {
    const at = all.match(new RegExp(`href="(/a/ly/ballots/\\d+)"[^>]*>(?:(?!</a>)[^])*?${title}`))?.[1];
    if (at) queue.splice(page === '/result' ? 10 : 0, 0, at + page); // a result behind the pages everybody begins with
  }
  if (who === 'town') queue.unshift('/a/town/rulesets');
  while (queue.length) {
    const path = queue.shift(), bare = path.split(/[?#]/)[0], route = pageOf(bare);
    const asked = path.includes('?') ? path.split('?')[1].replace(/=[^&]*/g, '') : '';
    const key = `${route} ${asked}`;
    if (asked && (!ALL && /filter|order|show|f$|print|day|page|after/.test(asked))) continue;
    if (seen.has(path) || !route || (of[key] ?? 0) >= perRoute) continue;
    seen.add(path);
    of[key] = (of[key] ?? 0) + 1;
    const r = await fetch(house.url + path, { headers: { cookie } }).catch(() => null);
    fetched++;
    if (!r || r.status !== 200 || !/html/.test(r.headers.get('content-type') ?? '')) { await r?.arrayBuffer(); continue; }
    const text = await r.text();
    const to = [...text.matchAll(/href="(\/[^"#]*)"/g)].map((m) => m[1].replace(/&amp;/g, '&'));
    for (const l of to) {
      links.add(l.split(/[?#]/)[0]);
      if (/\.(csv|xlsx|json|atom|ics)(\?|$)|format=/.test(l)) exports?.add(`${who} ${l}`);
      else if (/^\/(a\/ly|a\/town\/rulesets|me|login|staff|init|find)/.test(l) && !/[?&](lang|elder|theme|print)=?/.test(l)) queue.push(l);
    }
    for (const m of text.matchAll(/action="(\/a\/ly\/[^"?]+)"/g)) links.add(m[1]);
    out.push({ path, text, forms: [...text.matchAll(/<form[^>]*action="([^"]+)"/g)].map((m) => m[1].replace(/&amp;/g, '&')).filter((a) => /method="post"/i.test(text)) });
  }
  return out;
}

// A form, filled ------------------------------------------------------------------------------------
// What else than text is refused.
const EXACT = [[/\/correct$/, { unit: '3号楼 301', area: '91.2' }], [/\/next$/, { part_share: '2/3', agree_share: '1/2', valid_to: '' }], [/./, { unit: '' }]];
// Runs in the page; fills the form of that action and sends it. Says which text fields got something.
function fill({ action, texts, good, day, exact }) {
  const form = [...document.forms].find((f) => f.method === 'post' && new URL(f.action).pathname === action);
  if (!form) return null;
  const got = [];
  let n = 0;
  for (const e of form.elements) {
    if (!e.name || ['csrf', 'act'].includes(e.name) || e.disabled) continue;
    if (e.tagName === 'SELECT') { if (!e.value && e.options.length) e.selectedIndex = e.options.length - 1; if (!good && texts.hidden) { const o = new Option('x', texts.list[0]); e.add(o); o.selected = true; got.push(e.name); } continue; }
    if (e.type === 'radio') { if (![...form.elements].some((x) => x.name === e.name && x.checked)) e.checked = true; continue; }
    if (e.type === 'checkbox') { e.checked = true; continue; }
    if (['submit', 'button', 'file'].includes(e.type)) continue;
    if (e.type === 'hidden') { if (!good && texts.hidden && !/version/.test(e.name)) { e.value = texts.list[n++ % texts.list.length]; got.push(e.name); } continue; }
    const strict = ['tel', 'date', 'datetime-local', 'number', 'email', 'time', 'password'].includes(e.type) || e.inputMode === 'numeric' || e.hasAttribute('data-find') || e.getAttribute('list') || e.hasAttribute('data-finder');
    if (good && e.name in exact) { e.value = exact[e.name]; continue; }
    if (good && strict) {
      if (e.value && e.type !== 'date') continue;
      e.value = { tel: '1990000' + String(1000 + Math.floor(Math.random() * 8999)), date: e.value || day, 'datetime-local': '', number: '1', password: 'a-long-password-1' }[e.type] ?? (e.hasAttribute('data-find') ? '3号楼' : '1');
      continue;
    }
    const max = e.maxLength > 0 ? e.maxLength : 200;
    const fits = texts.list.filter((t) => t.length <= max);
    e.type = e.tagName === 'INPUT' ? 'text' : e.type;
    e.value = fits.length ? fits[n++ % fits.length] : 'zz9'.slice(0, max);
    got.push(e.name);
  }
  return got;
}
async function send(who, path, action, { good, list, stay }) {
  const page = await person(who);
  const shown = await page.evaluate((a) => [...document.forms].some((f) => f.method === 'post' && new URL(f.action).pathname === a), action).catch(() => false);
  if (!stay || !shown) {
    const there = await page.goto(house.url + path).catch(() => null);
    if (!there || there.status() >= 400) return false;
  }
  const files = page.locator(`form[action="${action}"] input[type=file]`);
  const day = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
  const got = await page.evaluate(fill, { action, texts: { list, hidden: !good }, good, day, exact: EXACT.find(([of]) => of.test(action))[1] }).catch(() => null);
  if (!got) return false;
  for (let i = 0; good && i < await files.count(); i++) {
    await files.nth(i).setInputFiles(/import/.test(action) ? join(dir, /posts/.test(action) ? 'posts.csv' : 'roster.csv') : { name: '"><img src=x onerror=zz9()>.png', mimeType: 'image/png', buffer: png });
  }
  let saved = false;
  const [r] = await Promise.all([
    Promise.race([page.waitForNavigation().catch(() => null), page.waitForEvent('download').then((d) => (saved = true, d.delete())).catch(() => null)]),
    page.evaluate((a) => { const f = [...document.forms].find((x) => x.method === 'post' && new URL(x.action).pathname === a); HTMLFormElement.prototype.submit.call(f); }, action),
  ]);
  const status = saved || /roster\/full$/.test(action) ? 200 : r?.status() ?? 0, moved = saved || !!r?.request().redirectedFrom();
  check(status && status < 500, `${who} ${action} answers ${status}`);
  if (moved) links.add(new URL(page.url()).pathname);
  await looked(page, `${who} after POST ${action}`);
  for (const name of got) {
    const w = wanted.get(`${routeOf(action)} ${name}`);
    if (w) { w.filled++; if (moved) w.stored++; }
  }
  return moved;
}

// 1: every form once badly (shown again with what was typed), once well (stored) ------------------------
const done = new Set(), stored = new Set(), exports = new Set();
const tried = {}, TRIES = ALL ? 9 : 1; // people by whom a form is tried that refuses
let sent = 0, turn = 0;
async function round(last) {
  for (const who of WHO) {
    const there = await pages(who, PER_ROUTE, exports);
    if (LOUD) console.log(`xss: ${who} ${there.length} pages, ${sent} sent, ${fetched} fetched, ${seconds()} s`);
    for (const p of there) {
      for (const action of p.forms) {
        const route = routeOf(action);
        const open = [...wanted.keys()].filter((k) => k.startsWith(`${route} `));
        if (!route || !open.length || LAST.test(action) !== last || stored.has(route) || (tried[route] ?? 0) >= TRIES || done.has(`${who} ${route}`)) continue;
        done.add(`${who} ${route}`);
        tried[route] = (tried[route] ?? 0) + 1;
        const spin = (n) => corpus.slice(n % corpus.length).concat(corpus.slice(0, n % corpus.length));
        for (let i = 0; i < (ALL ? corpus.length : 1); i++) {
          if (!open.every((k) => wanted.get(k).filled > i)) { await send(who, p.path, action, { good: false, list: spin(turn++) }); sent++; }
        }
        if (await send(who, p.path, action, { good: true, list: spin(turn++) })) stored.add(route);
        sent++;
      }
    }
  }
}
await round(false);
console.log(`xss: ${sent} sent, ${fetched} fetched, ${seconds()} s`);
await round(true);
console.log(`xss: ${sent} forms sent, ${stored.size} routes took what was sent, ${seconds()} s`);

// What no page of today shows a form for: sent to the route itself, with an id of its kind, by whoever may.
function sendTo({ action, fields }) {
  const f = document.createElement('form');
  f.method = 'post';
  f.action = action;
  const act = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
  for (const [name, value] of Object.entries({ ...fields, csrf: document.querySelector('[name=csrf]').value, act })) {
    const e = document.createElement('textarea');
    e.name = name;
    e.value = value;
    f.append(e);
  }
  document.body.append(f);
  f.submit();
}
function addressOf(route) {
  const stair = [...links].map((l) => /^\/a\/ly\/b\/(\d+)/.exec(l)?.[1]).find(Boolean);
  if (/territory\/\{id\}\/(home|join|part)$/.test(route)) return `/a/ly/territory/${stair}/${route.split('/').pop()}`;
  const parts = route.replace('/a/{area}', '/a/ly').split('/');
  for (let k = parts.length; k > 2; k--) {
    const re = new RegExp(`^${parts.slice(0, k).join('/').replace(/\{\w+\}/g, '\\d+')}(?=/|$)`);
    const hit = [...links].map((l) => re.exec(l)?.[0]).find(Boolean);
    if (hit) return [hit, ...parts.slice(k)].join('/').replace(/\{\w+\}/g, '1');
  }
  return parts.join('/').replace(/\{\w+\}/g, '1');
}
// A visitor nobody knows: the second screen asks who that is, the third for the code.
{
  const stair = [...links].find((l) => /^\/a\/ly\/b\/\d+$/.test(l)), page = await person('visitor');
  await send('visitor', `${stair}/report`, `${stair}/report`, { good: true, list: corpus.slice(1) });
  for (const good of [false, true, false]) {
    const at = new URL(page.url()).pathname;
    if (/\/report\/\d+/.test(at)) await send('visitor', at, at, { good, list: corpus.slice(3) });
  }
}
let straight = 0;
for (const route of new Set([...wanted].filter(([k, w]) => !w.filled && !excused[k]).map(([k]) => k.split(' ')[0]))) {
  const schema = Object.values(api.paths[`/api/v1${route}`].post.requestBody.content)[0].schema.properties;
  const fields = {};
  for (const [name, x] of Object.entries(schema)) fields[name] = x.enum ? x.enum[0] : x.type === 'string' ? pick(turn++, x.maxLength ?? 200) : x.type === 'array' ? undefined : '1';
  for (const name in fields) if (fields[name] === undefined) delete fields[name];
  for (const who of ['secretary', 'property', 'leader', 'resident', 'visitor']) {
    const page = await person(who), action = addressOf(route);
    await page.goto(`${house.url}${who === 'visitor' ? '/login' : '/me'}`).catch(() => {});
    const [r] = await Promise.all([page.waitForNavigation().catch(() => null), page.evaluate(sendTo, { action, fields }).catch(() => {})]);
    const status = r?.status() ?? 0;
    await looked(page, `${who} after POST ${action}`);
    if (![200, 400, 409, 422].includes(status)) continue;
    straight++;
    for (const name of Object.keys(fields)) {
      const w = wanted.get(`${route} ${name}`);
      if (w) w.filled++;
    }
    break;
  }
}
if (LOUD) console.log(`xss: ${straight} routes sent to straight, ${seconds()} s`);

// 2: every page that shows any of it ------------------------------------------------------------------
let shown = 0;
const opened = new Set();
for (const who of ['secretary', 'resident', 'property', 'leader', 'town', 'visitor']) {
  for (const p of await pages(who, ALL ? 12 : 2, exports)) {
    const key = `${p.path.replace(/\d{6,}/g, '#')} ${ALL ? who : ''}`;
    if (!p.text.includes('zz9') || (opened.has(key) && !ALL)) continue;
    opened.add(key);
    const page = await person(who);
    await page.goto(house.url + p.path).catch(() => {});
    await looked(page, `${who} ${p.path}`);
    shown++;
  }
}
console.log(`xss: ${shown} pages that show it loaded, ${fetched} fetched, ${seconds()} s`);

// 3: no field was forgotten ---------------------------------------------------------------------------
const left = [];
for (const [key, w] of wanted) {
  const why = excused[key];
  if (!w.filled && !why) left.push(key);
}
for (const key of Object.keys(excused).filter((k) => k.includes(ONLY))) check(wanted.has(key), `${key} is excused and there is no such field`);
for (const key of left) check(false, `nobody filled ${key}`);
// 4: what leaves as a file ----------------------------------------------------------------------------
let files = 0, cells = 0;
const taken = new Set();
for (const e of exports) {
  const [who, path] = e.split(' '), bare = path.split('?')[0].replace(/\d{6,}/g, '#');
  if (taken.has(bare) || (!ALL && (/people|roster|buildings|stairs/.test(bare) || (/xlsx/.test(bare) && taken.size > 30)))) continue;
  taken.add(bare);
  const page = await person(who);
  const r = await page.request.get(house.url + path).catch(() => null);
  if (!r || r.status() !== 200) continue;
  const body = await r.body();
  if (/\.csv/.test(path)) {
    files++;
    for (const cell of body.toString().split(/\r?\n|,/)) {
      cells++;
      if (/^"?[=+@\t\r-]/.test(cell) && !/^"?[+-]?[\d.,: -]*"?$/.test(cell)) check(false, `${path}: a cell begins as a formula: ${cell.slice(0, 40)}`);
    }
  } else if (/\.xlsx/.test(path)) {
    files++;
    writeFileSync(join(dir, 'x.xlsx'), body);
    const found = execFileSync('python3', ['-c', `import zipfile,re,sys
z=zipfile.ZipFile(sys.argv[1]); t=''.join(z.read(n).decode() for n in z.namelist() if 'sheet' in n and n.endswith('.xml'))
print(len(re.findall('<f[ >]',t)), len(re.findall('<c[ >]',t)))`, join(dir, 'x.xlsx')]).toString().trim().split(' ');
    cells += Number(found[1]);
    check(found[0] === '0', `${path}: ${found[0]} formulas`);
  }
}
check(files > 5, `only ${files} files were looked into`);

if (LOUD) for (const [key, w] of wanted) if (!excused[key]) console.log(`xss: ${key}: filled ${w.filled}, stored ${w.stored}`);
const all = [...wanted.values()];
console.log(`xss: ${all.length} text fields of ${new Set([...wanted.keys()].map((k) => k.split(' ')[0])).size} routes: ${all.filter((w) => w.filled).length} filled, ${all.filter((w) => w.stored).length} stored, ${Object.keys(excused).length} excused; ${loads} pages looked at; ${files} files, ${cells} cells; ${corpus.length} texts; ${seconds()} s`);
await house.stop();
rmSync(dir, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
