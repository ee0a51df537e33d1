// shots.mjs [PROGRAM] - the contact sheet: main pages on a phone, a desk, in large type, in the dark,
// without scripts, on paper, in three languages. Writes docs/shots/*.webp, index.html, README.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { be, root, start } from './lib.mjs';

const out = process.env.OUT || join(root, 'docs/shots');
const TALLEST = 1500; // of a page, in its own pixels: a picture, not a scroll

const go = (path) => (page) => page.goto(path);
// The first link on `from` whose path fits, there the next one, and so on.
const follow = (from, ...steps) => async (page) => {
  await page.goto(from);
  for (const fits of steps) {
    const paths = await page.locator('main a[href]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    const path = paths.find((p) => fits.test(p));
    if (!path) throw new Error(`no link like ${fits} on ${page.url()}`);
    await page.goto(path);
  }
};
// On the page that `walk` ends at, the form whose address ends so is sent.
const send = (walk, action) => async (page) => {
  await walk(page);
  await page.locator(`main form[action$="${action}"] button[type=submit]`).first().click();
  await page.waitForLoadState();
};
const stair = /\/b\/\d+$/, request = /\/requests\/\d+$/, card = /\/card$/, reporting = /\/report$/;
const grid = /\/territory\/\d+$/, roll = /\/rolls\/\d+$/;
const phoneDesk = ['phone', 'desk'];
const everywhere = ['phone', 'desk', 'elder', 'dark', 'nojs'];
const tongues = ['zh-Hant', 'en'];

// The read-back of a case taken down by telephone.
async function takeDown(page) {
  await page.goto('/a/ly/desk/new');
  await page.locator('input[inputmode=tel]').first().fill('13900000001');
  await page.locator('textarea').first().fill('3号楼门厅的灯坏了，晚上看不清台阶。');
  await page.fill('[name=building]', '柳荫里 3号');
  await page.locator('main form[method=post] .btn-main').click();
  await page.waitForLoadState();
}

async function report(page) {
  await follow('/a/ly/say', reporting)(page);
  await page.locator('main textarea, main input[type=text]').first().fill('门厅的灯坏了，晚上看不清台阶');
  await page.locator('main form[method=post] .btn-main').click();
  await page.waitForLoadState();
}

// A form sent with nothing in it: what is wrong, all at once.
async function wrong(page) {
  await page.goto('/a/ly/desk/new');
  await page.locator('main form[method=post] .btn-main').click();
  await page.waitForLoadState();
}

const pages = [
  { name: 'front', title: '首页 Front', walk: go('/'), kinds: phoneDesk },
  { name: 'home', title: '居民的首页 Home of a resident', who: 'resident', walk: go('/a/ly'), kinds: everywhere, tongues },
  { name: 'say', title: '我要说 Where it is', who: 'resident', walk: go('/a/ly/say'), kinds: ['phone'] },
  { name: 'report', title: '反映问题 Reporting', who: 'resident', walk: report, kinds: ['phone', 'elder', 'nojs'] },
  { name: 'request', title: '一件诉求 One case', who: 'resident', walk: follow('/a/ly', request), kinds: everywhere, tongues },
  { name: 'me', title: '我的 My page', who: 'resident', walk: go('/me'), kinds: phoneDesk },
  { name: 'building', title: '楼组 A stair', who: 'resident', walk: follow('/a/ly', stair), kinds: phoneDesk },
  { name: 'login', title: '登录 Signing in', walk: go('/login'), kinds: ['phone', 'elder'] },
  { name: 'inbox', title: '收件 Inbox', who: 'staff', walk: go('/a/ly/inbox'), kinds: everywhere, tongues },
  { name: 'wrong', title: '错误一次说全 All errors at once', who: 'staff', walk: wrong, kinds: ['phone'] },
  { name: 'readback', title: '念给对方听 Read back', who: 'operator', walk: takeDown, kinds: phoneDesk },
  { name: 'case', title: '办理 A case at the desk', who: 'staff', walk: follow('/a/ly/inbox', request), kinds: phoneDesk },
  { name: 'doors', title: '门户表 Doors of one stair', who: 'leader', walk: follow('/a/ly', stair), then: '/doors', kinds: everywhere },
  { name: 'plan', title: '示意图 Plan', who: 'resident', walk: go('/a/ly/plan'), kinds: ['phone', 'desk', 'dark'] },
  { name: 'audit', title: '审计 Audit', who: 'secretary', walk: go('/a/ly/audit'), kinds: phoneDesk },
  { name: 'contacts', title: '谁服务我 Who serves this stair', walk: follow('/a/ly/plan', stair, /\/contacts\/\d+$/), kinds: ['phone', 'desk', 'elder'], tongues },
  { name: 'staff', title: '工作台 The office', who: 'staff', walk: go('/a/ly'), kinds: phoneDesk },
  { name: 'hotline', title: '热线 The hotline', who: 'operator', walk: go('/a/ly/hotline'), kinds: ['phone'] },
  { name: 'work', title: '物业一页 A property company’s day', who: 'property', walk: go('/a/ly/work'), kinds: ['phone'] },
  { name: 'vote', title: '表决 A vote', who: 'resident', walk: follow('/a/ly/ballots', /\/ballots\/\d+$/), kinds: ['phone', 'elder', 'dark'], tongues },
  { name: 'vote-result', title: '表决结果 Its result', walk: follow('/a/ly/results', /\/ballots\/\d+\/result$/), kinds: phoneDesk },
  { name: 'vote-slips', title: '纸质票 Paper slips', who: 'staff', walk: follow('/a/ly/ballots', /\/ballots\/\d+$/, /\/slips$/), kinds: ['desk'] },
  { name: 'notices', title: '公告 Notices', walk: go('/a/ly/notices'), kinds: ['phone'] },
  { name: 'cases', title: '专案 Cases', who: 'staff', walk: go('/a/ly/cases'), kinds: ['phone'] },
  { name: 'messages', title: '消息记录 What was sent', who: 'secretary', walk: go('/a/ly/messages'), kinds: ['phone'] },
  { name: 'rates', title: '三个率 The three rates', who: 'secretary', walk: go('/a/ly/rates'), kinds: ['phone'] },
  { name: 'clocks', title: '服务时限 Limits', who: 'secretary', walk: go('/a/ly/clocks'), kinds: ['phone'] },
  { name: 'safety', title: '安全自查 Safety', who: 'secretary', walk: go('/a/ly/safety'), kinds: ['phone'] },
  { name: 'search', title: '搜索，简繁都行 Search in either script', who: 'staff', walk: go('/a/ly/search?q=' + encodeURIComponent('3號樓 301')), kinds: ['phone'] },
  { name: 'registers', title: '六本台账 Six registers', who: 'staff', walk: go('/a/ly/registers'), kinds: ['phone'] },
  { name: 'register', title: '一本台账，纸上 A register on paper', who: 'staff', walk: go('/a/ly/registers/requests?print=1'), kinds: ['print'] },
  { name: 'shift', title: '保洁的一班 A cleaner’s shift', who: 'cleaner', walk: follow('/a/ly/checks', /\/checks\/\d+\//), kinds: ['phone'] },
  { name: 'status', title: '查进度 Where it stands', walk: go('/a/ly/status'), kinds: ['phone'] },
  { name: 'overview', title: '一个居民区的数 An area in figures', who: 'secretary', walk: go('/a/ly/overview'), kinds: phoneDesk },
  { name: 'territory', title: '网格划分 Grids and groups', who: 'secretary', walk: go('/a/ly/territory'), kinds: phoneDesk },
  { name: 'covering', title: '一个网格和它的来历 A grid and its past', who: 'secretary', walk: follow('/a/ly/territory', grid), kinds: phoneDesk },
  { name: 'import', title: '导入花名册 Bringing in a workbook', who: 'secretary', walk: go('/a/ly/import'), kinds: phoneDesk },
  { name: 'household', title: '一户人家 A household', who: 'staff', walk: follow('/a/ly/people', /\/(people|households)\/\d+$/), kinds: phoneDesk },
  { name: 'owners', title: '业主登记册 Owners and shares', who: 'secretary', walk: go('/a/ly/owners'), kinds: phoneDesk },
  { name: 'tree', title: '党组织在身边 The party tree', walk: go('/a/ly/tree'), kinds: phoneDesk },
  { name: 'troika', title: '三驾马车 Committee, owners, property', walk: go('/a/ly/troika'), kinds: phoneDesk },
  { name: 'terms', title: '届期 Terms', who: 'secretary', walk: go('/a/ly/terms'), kinds: phoneDesk },
  { name: 'uncovered', title: '哪栋楼还没有人 Which stair has no group', who: 'secretary', walk: go('/a/ly/uncovered'), kinds: phoneDesk },
  { name: 'rolls', title: '名册 Lists with ticks', who: 'staff', walk: follow('/a/ly/rolls', roll), kinds: phoneDesk },
  { name: 'visit', title: '走访表 Visit sheet A4', who: 'staff', walk: send(follow('/a/ly/rolls', roll, /\/doors\?/), '/sheet'), kinds: ['print'] },
  { name: 'cards', title: '连心卡，A4 四张 Cards, four a sheet', who: 'secretary', walk: send(follow('/a/ly/plan', stair, /\/contacts\/\d+$/, card), '/card'), kinds: ['print'] },
  { name: 'grids', title: '网格划分表 Grids on paper', who: 'secretary', walk: go('/a/ly/territory/sheet'), kinds: ['print'] },
  { name: 'handover', title: '交接单 Handover sheet', who: 'secretary', walk: follow('/a/ly/handovers', /\/handovers\/\d+$/), kinds: ['print'] },
  { name: 'card', title: '连心卡 Contact card A6', walk: follow('/a/ly/plan', stair, /\/contacts\/\d+$/, card), kinds: ['print'] },
  { name: 'poster', title: '楼道海报 Poster A4', who: 'secretary', walk: follow('/a/ly/plan', stair), then: '/poster', kinds: ['print'] },
  { name: 'sheet', title: '公示单 Notice A4', walk: go('/design/paper/sheet'), kinds: ['print'] },
  { name: 'sheet-large', title: '公示单，大字 Notice, large type', walk: go('/design/paper/sheet-large'), kinds: ['print'] },
  { name: 'slip', title: '登记单 Visit sheet', walk: go('/design/paper/slip'), kinds: ['print'] },
  { name: 'design', title: '设计样张 Design', walk: go('/design'), kinds: phoneDesk },
];

// WebP by the browser itself: a third of a PNG, and nothing to install.
async function webp(page, file) {
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'webp', quality: 55 });
  writeFileSync(join(out, file), Buffer.from(data, 'base64'));
}

async function photograph(page, file) {
  const { width } = page.viewportSize();
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForTimeout(200); // lazy pictures
  const height = Math.min(await page.evaluate(() => document.documentElement.scrollHeight), TALLEST);
  await page.setViewportSize({ width, height: Math.max(height, 480) });
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(page.kind === 'nojs' ? 100 : 1300); // the windows have lit
  await webp(page, file);
}

async function printed(house, page, file) {
  const pdf = join(house.dir, 'page.pdf');
  await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  for (const f of readdirSync(house.dir)) if (/^sheet-.*\.png$/.test(f)) rmSync(join(house.dir, f));
  execFileSync('pdftoppm', ['-r', '66', '-png', pdf, join(house.dir, 'sheet')]);
  const sheets = readdirSync(house.dir).filter((f) => /^sheet-.*\.png$/.test(f)).sort().map((f) => readFileSync(join(house.dir, f)));
  const gap = 8; // all sheets of paper, side by side: an empty last one shows
  await page.setViewportSize({
    width: sheets.reduce((w, png) => w + png.readUInt32BE(16) + gap, -gap),
    height: Math.max(...sheets.map((png) => png.readUInt32BE(20))),
  });
  await page.goto('about:blank');
  await page.setContent(`<body style="margin:0;display:flex;gap:${gap}px;background:#999">${sheets.map((png) => `<img src="data:image/png;base64,${png.toString('base64')}">`).join('')}`);
  await webp(page, file);
}

// The picture of both READMEs: four phones side by side.
async function overview(house) {
  const phones = ['home', 'request', 'inbox', 'doors'].map((name) => join(out, `${name}-phone.webp`));
  const page = await house.visit('desk');
  await page.setViewportSize({ width: 4 * 320 + 5 * 20, height: 720 });
  await page.setContent(`<body style="margin:0;padding:20px;display:flex;gap:20px;background:#f4f1ea">${phones.map((f) =>
    `<img style="width:320px;height:680px;object-fit:cover;object-position:top" src="data:image/webp;base64,${readFileSync(f).toString('base64')}">`).join('')}`);
  await webp(page, 'overview.webp');
  await page.context().close();
}

async function shoot(house, p, kind, lang) {
  const file = `${p.name}-${kind}${lang === 'zh-Hans' ? '' : `-${lang}`}.webp`;
  const page = await house.visit(kind, lang);
  page.setDefaultTimeout(15000);
  try {
    if (p.who) await be(page, p.who);
    await p.walk(page);
    if (p.then) await page.goto(new URL(page.url()).pathname + p.then);
    const status = await page.evaluate(() => performance.getEntriesByType('navigation')[0]?.responseStatus ?? 200);
    if (status >= 400 && status !== 422) throw new Error(`status ${status} at ${page.url()}`);
    await (kind === 'print' ? printed(house, page, file) : photograph(page, file));
    return { file, kind, lang };
  } catch (e) {
    console.error(`shots: ${file}: ${e.message.split('\n')[0]}`);
    process.exitCode = 1;
    return null;
  } finally {
    await page.context().close();
  }
}

const names = { phone: '手机 phone', desk: '桌面 desk', elder: '长辈版 large type', dark: '深色 dark', nojs: '无脚本 no script', print: '纸 paper' };
const label = (s) => names[s.kind] + (s.lang === 'zh-Hans' ? '' : `, ${s.lang}`);

function index(sheets) {
  const part = ({ title, shots }) => `<h2>${title}</h2>\n<div>${shots.map((s) =>
    `<figure><a href="${s.file}"><img src="${s.file}" alt="${title}: ${label(s)}" height="420" loading="lazy"></a><figcaption>${label(s)}</figcaption></figure>`).join('\n')}</div>`;
  return `<!DOCTYPE html>\n<html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\n<title>Eaves 屋檐</title>
<style>body{font:16px/1.5 system-ui;margin:2rem;background:#f4f1ea;color:#1d1b18}div{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0}img{border:1px solid #dfdbd2}</style>
<h1>屋檐 Eaves</h1>\n<p>Made by <code>make shots</code> from the demo area.</p>\n${sheets.map(part).join('\n')}\n</html>\n`;
}

function readme(sheets) {
  const part = ({ title, shots }) => `## ${title}\n\n${shots.map((s) => `<img src="${s.file}" alt="${title}: ${label(s)}" height="360">`).join('\n')}\n`;
  return `# 屋檐的样子 What Eaves looks like\n\nMade by \`make shots\` from the demo area: nobody here exists.\n\n${sheets.map(part).join('\n')}`;
}

mkdirSync(out, { recursive: true });
if (!process.env.ONLY) for (const f of readdirSync(out)) rmSync(join(out, f));
const house = await start();
const sheets = [];
const only = process.env.ONLY?.split(','); // to look at a few: the sheet is not made anew
for (const p of pages) {
  const shots = [];
  if (only && !only.includes(p.name)) continue;
  for (const kind of p.kinds) shots.push(await shoot(house, p, kind, 'zh-Hans'));
  for (const lang of p.tongues || []) shots.push(await shoot(house, p, 'phone', lang));
  sheets.push({ title: p.title, shots: shots.filter(Boolean) });
}
if (!only || only.includes('overview')) await overview(house);
await house.stop();
if (only) process.exit();
writeFileSync(join(out, 'index.html'), index(sheets));
writeFileSync(join(out, 'README.md'), readme(sheets));
const bytes = readdirSync(out).reduce((n, f) => n + statSync(join(out, f)).size, 0);
console.log(`${sheets.reduce((n, s) => n + s.shots.length, 0)} pictures, ${Math.round(bytes / 1024)} KB`);
if (bytes > 5 << 20) {
  console.error('shots: more than 5 MB');
  process.exitCode = 1;
}
