// report.mjs - a visitor scans the code in the stairwell and says what is wrong.
import {AREA, be, check, code, end, has, journey, photo, press, says, skip, stranger, text} from './kit.mjs';

// The code on the printed sheet of stair 3.
export async function findStair(s) {
  const p = await be('staff');
  await p.goto(`${AREA}/slips`);
  await p.fill('[name=building]', '3号');
  await press(p, /排好/); // three compounds have one: choose
  s.stair = await p.locator('[name=building][type=radio]').first().getAttribute('value');
  await p.locator('label.choice', {hasText: '柳荫里小区 3号楼'}).click();
  await press(p, /排好/);
  s.sheet = p.url();
  const t = await text(p);
  s.code = (t.match(/\/Q\/([0-9A-Z]{6})/) || [])[1];
  s.rows = [...t.matchAll(/\b(\d{6}) ?(\d{2}) ?(\d{2})\b/g)].map(m => m[1] + m[2] + m[3]);
  check(s.code && s.rows.length >= 2, `a slip prints its code and its rows: ${t.slice(0, 200)}`);
  await end(p);
}

async function report(s, phone, what, more) {
  const p = await stranger(undefined, more);
  let screens = 0;
  if (await has(`/q/${s.code}`)) {
    await p.goto(`/q/${s.code}`);
    await says(p, '3号楼', 'the stair\'s page');
    await p.locator('main').getByRole('link', {name: '我要说'}).first().click();
    await p.waitForURL(/report/);
  } else {
    skip('/q/CODE');
    await p.goto(`${AREA}/b/${s.stair}/report`);
  }
  screens++;
  await p.fill('[name=what]', what);
  await p.fill('[name=spot]', '二楼转角');
  await p.setInputFiles('[name=photo]', photo());
  await p.waitForTimeout(400);
  await press(p, '下一步');
  screens++;
  const seen = await p.request.get(await p.locator('.photos img').first().getAttribute('src'));
  check(/^image\/(jpeg|png|webp)/.test(seen.headers()['content-type']), 'her own photo is seen at once');
  await p.fill('[name=phone]', phone);
  await p.fill('[name=name]', '试用人');
  await press(p, '下一步：收验证码');
  screens++;
  await says(p, '验证码发往', 'the code screen');
  check(!(await text(p)).includes(phone), 'the phone is masked');
  await p.fill('[name=code]', await code(phone));
  await press(p, '提交');
  await p.waitForURL(/requests\/\d+/);
  await says(p, /已记录，编号 \d{4}/, 'the ticket');
  await says(p, what, 'the ticket');
  check(screens <= 3, `${screens} screens`);
  return {page: p, url: new URL(p.url()).pathname, number: (await text(p)).match(/编号 (\d{4})/)[1], what};
}

export async function run(s) {
  await journey('the stair of a poster', () => findStair(s));
  await journey('a visitor reports', async () => {
    s.first = await report(s, '19911110001', '二楼消防栓的玻璃碎了一地，怕孩子踩到');
  });
  await journey('a visitor reports without scripts', async () => {
    s.second = await report(s, '19911110002', '信箱的锁坏了三个，报纸被雨淋湿', {javaScriptEnabled: false});
  });
}
