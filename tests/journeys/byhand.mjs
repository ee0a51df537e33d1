// byhand.mjs - the same wish by telephone, on paper, by a helper.
import {AREA, be, check, choose, end, journey, press, says, text} from './kit.mjs';

export async function run(s) {
  await journey('a telephone call is typed and read back', async () => {
    const p = await be('operator');
    await p.goto(`${AREA}/desk/new`);
    await choose(p, 'channel', '电话');
    await p.fill('[name=phone]', '１９９　１１１１　０００３'); // full-width, as it comes out of an input method
    await p.fill('[name=name]', '来电人');
    await p.fill('[name=building]', '柳荫里 3号');
    await p.fill('[name=what]', '楼顶天线被风吹得响，夜里很吵');
    await press(p, '下一步');
    await says(p, '核对一遍', 'the read-back');
    await says(p, '楼顶天线被风吹得响', 'the read-back');
    await press(p, '提交');
    await says(p, '请读给对方听', 'not read');
    await p.locator('label:has(input[name=read])').first().click();
    await press(p, '提交');
    await says(p, '代办回执', 'the receipt');
    await says(p, /来路\s*电话/, 'the receipt');
    s.call = '楼顶天线被风吹得响，夜里很吵';
    await end(p);
  });
  await journey('a slip is typed back by its row code', async () => {
    const p = await be('staff');
    const row = s.rows[1], at = 3;
    const wrong = row.slice(0, at) + (+row[at] + 1) % 10 + row.slice(at + 1);
    await p.goto(`${AREA}/paper?code=${wrong}`);
    check(!(await p.locator('[name=what]').count()), 'a wrong digit opens no form');
    await says(p, /对不上|没有印过/, 'a wrong digit');
    await p.goto(`${AREA}/paper?code=${row}`);
    await p.fill('[name=name]', '写纸条的人');
    await p.fill('[name=what]', '晒衣杆松了，碰一下就掉下来');
    await press(p, '下一步');
    await p.locator('label:has(input[name=same])').first().click();
    await press(p, '提交');
    await says(p, /来路\s*纸/, 'the receipt');
    const number = (await text(p)).match(/编号 (\d{4})/)[1];
    await p.goto(`${AREA}/paper?code=${row}`);
    await says(p, '这一行已经录过了', 'the second typing');
    await p.getByRole('link', {name: '看它变成的那件事'}).click();
    await p.waitForURL(/requests/);
    await says(p, number, 'what the row became');
    await end(p);
  });
  await journey('a helper acts for the elder', async () => {
    const p = await be('helper');
    await p.goto(`${AREA}/b/${s.stair}/requests?filter=all`);
    const link = p.getByRole('link', {name: /希望周末有人教用手机挂号/});
    await link.first().click();
    await p.waitForURL(/requests\/\d+/);
    const offer = p.getByRole('link', {name: /代为登记/});
    if (!check(await offer.count(), 'the elder\'s ticket offers to act for her')) {
      return;
    }
    const elder = (await offer.getAttribute('href')).match(/for=(\d+)/)[1];
    await p.goto(`${AREA}/b/${s.stair}/report?for=${elder}`);
    await says(p, '您在替', 'acting for another');
    await p.fill('[name=what]', '家门口的门槛太高，想请人看看能不能装扶手');
    await press(p, '下一步');
    const read = p.locator('label:has(input[name=read])');
    if (await read.count()) {
      await read.first().click();
    }
    await press(p, '提交');
    await says(p, '代办回执', 'the receipt');
    await end(p);
  });
}
