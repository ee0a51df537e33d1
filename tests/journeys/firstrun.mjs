// firstrun.mjs - the secretary, on the first day: from an empty store to posters, in one sitting.
import { createHmac } from 'node:crypto';
import { start } from './lib.mjs';

let passed = 0, failed = 0;
const check = (ok, what) => (ok ? passed++ : (failed++, console.log(`FAIL first run: ${what}`)));
const shot = async (p, name) => process.env.SHOTS && p.screenshot({ path: `${process.env.SHOTS}/firstrun-${name}.png`, fullPage: true });

function totp(base32, at = Date.now()) {
  let bits = '';
  for (const ch of base32.replace(/[^A-Z2-7]/g, '')) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(ch).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const h = createHmac('sha1', key).update(step).digest(), o = h[19] & 15;
  return String((h.readUInt32BE(o) & 0x7fffffff) % 1e6).padStart(6, '0');
}

const ROSTER = new URL('../roster/title-two-headers.xlsx', import.meta.url).pathname;
async function until(p, words) { // a job is at it
  for (let i = 0; i < 40 && !(await p.locator('h1').innerText()).includes(words); i++) {
    await p.waitForTimeout(250);
    await p.reload();
  }
}

const house = await start({ demo: false });
try {
  const p = await house.browser.newPage({ baseURL: house.url, viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
  p.setDefaultTimeout(8000);
  await p.goto('/');
  await p.getByRole('link', { name: '第一次打开' }).click();
  const fill = async (values) => { for (const [k, v] of Object.entries(values)) await p.locator(`[name="${k}"]`).fill(v); };
  await fill({ town: '柳河镇', town_code: 'lh', area: '柳荫里居民区', area_code: 'LY', phone: '02155500139', name: '许建民', login: 'xu', password: 'short' });
  await p.locator('main form button[type=submit]').click();
  check(await p.locator('[name="town"]').inputValue() === '柳河镇', 'what was typed is kept');
  await fill({ area_code: 'ly', password: 'willows by the river' });
  await p.locator('main form button[type=submit]').click();
  await shot(p, 'secret');
  const secret = (await p.locator('dd.no').innerText()).trim();
  check(secret.length >= 16 && (await p.locator('svg.qr').count()) === 1, 'a secret and its QR');
  await p.getByRole('link', { name: '扫好了，继续' }).click();
  await fill({ login: 'xu', password: 'willows by the river', totp: totp(secret) });
  await p.locator('main form button[type=submit]').click();
  await p.waitForURL(/opening/);
  await shot(p, 'opening');
  check((await p.locator('h1').innerText()).includes('5'), 'five steps are left');
  const again = await fetch(`${house.url}/init`);
  check(again.status === 410, `a second founding is refused: ${again.status}`);

  await p.getByRole('link', { name: '导入名册' }).first().click();
  const broken = await p.locator('input[type=file]').count();
  check(broken === 1, 'the import asks for a file');
  await p.locator('input[type=file]').setInputFiles({ name: 'roster.csv', mimeType: 'text/csv', buffer: Buffer.from('﻿什么,都,不是\n1,2,3\n') });
  await p.locator('main form button[type=submit]').first().click();
  await p.waitForTimeout(1500);
  await p.goto('/a/ly/opening');
  check((await p.locator('h1').innerText()).includes('5'), 'a failed roster: the list waits where it was');
  await p.goto('/a/ly/import');
  await p.locator('input[type=file]').setInputFiles(ROSTER);
  await p.locator('main form button[type=submit]').first().click();
  await until(p, '哪一列是什么');
  check(await p.locator('[name="compound"]').inputValue() === '柳荫里小区', 'the compound is read off the title');
  await shot(p, 'map');
  await p.getByRole('button', { name: '先试一遍，不写入' }).click();
  await until(p, '还没有写入');
  await shot(p, 'tried');
  await p.getByRole('button', { name: /^写入/ }).click();
  await until(p, '写好了');
  await shot(p, 'put');
  await p.getByRole('link', { name: /回到开张清单/ }).click();
  check((await p.locator('h1').innerText()).includes('4'), 'the roster is in: four are left');

  await p.goto('/a/ly/opening/people');
  await fill({ name: '陈小燕', login: 'chen', password: 'a window with a lamp' });
  await p.locator('[name="post"]').first().selectOption('1').catch(() => {});
  if (await p.locator('input[name="post"]').count()) await p.locator('input[name="post"]').first().check();
  await p.locator('main form button[type=submit]').click();
  check((await p.locator('svg.qr').count()) === 1, 'a colleague has a login');
  await p.goto('/a/ly/opening/leaders');
  await fill({ lines: '1号楼 林玉兰 19900000101\n9号楼 某某' });
  await p.locator('main form button[type=submit]').click();
  check((await p.locator('main').innerText()).includes('第 2 行'), 'a stair that is not there is named by its line');
  await fill({ lines: '1号楼 林玉兰 19900000101\n柳荫里小区\t2号楼\t陆文' });
  await p.locator('input[name="agreed"]').check({ force: true });
  await shot(p, 'leaders');
  await p.locator('main form button[type=submit]').click();
  await p.waitForURL(/opening$/);
  await p.locator('summary').first().click();
  await p.locator('form:has(input[value="2"]) button').click();
  check((await p.locator('h1').innerText()).includes('1'), 'only the posters are left');
  await p.goto('/a/ly');
  check((await p.locator('main').innerText()).includes('只剩 1 步'), 'the home page says so');
  await shot(p, 'home');
  await p.goto('/a/ly/posters');
  check((await p.locator('svg.qr').count()) === 2, 'a poster for each stair');
  await p.goto('/a/ly/opening');
  await p.locator('summary').first().click();
  await p.getByRole('button', { name: '海报已经贴好了' }).click();
  check((await p.locator('h1').innerText()).includes('可以开张'), 'done');
} catch (e) {
  check(false, e.message.split('\n').slice(0, 3).join(' '));
} finally {
  await house.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
