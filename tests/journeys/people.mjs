// people.mjs - a resident: says where she lives, sees her household, takes her data along, withdraws a consent.
import {AREA, VIEWS, be, check, code, end, journey, press, says, stranger, until} from './kit.mjs';

export async function run() {
  await journey('a newcomer says where she lives', async () => {
    const p = await stranger(VIEWS.phone);
    await p.goto(`/login?back=${AREA}/claim`);
    await p.fill('[name=phone]', '19900008801');
    await p.locator('main form button[type=submit]').first().click();
    await p.waitForSelector('[name=code]');
    await p.fill('[name=code]', await code('19900008801'));
    await p.locator('main form button[type=submit]').first().click();
    await p.waitForURL(/\/claim/);
    await p.fill('[name=name]', '章新来');
    await p.fill('[name=building]', '柳荫里 4号');
    await p.fill('[name=unit]', '101');
    await press(p, '请楼组长确认');
    await says(p, '等楼组长或居委会确认', 'her claim');
    await p.goto('/me');
    await says(p, '等待确认', 'her own page');
    await end(p);
  });
  await journey('a resident sees her household and confirms it', async () => {
    const p = await be('resident', VIEWS.phone);
    await p.goto('/me');
    await p.getByRole('link', {name: '我家登记的人'}).click();
    await says(p, '系统以为这些人住在您家', 'her household');
    await press(p, '都对，确认');
    await says(p, '家里人确认过', 'the household');
    await end(p);
  });
  await journey('she takes along what is kept about her', async () => {
    const p = await be('resident', VIEWS.phone);
    await p.goto('/me');
    await p.getByRole('link', {name: '全部拿走一份'}).click();
    await press(p, '要一份');
    check(await until(p, 'a[href$="/json"]'), 'the copy is made');
    const r = await p.request.get(await p.locator('a[href$="/json"]').getAttribute('href'));
    check(r.status() === 200 && JSON.stringify(await r.json()).includes('志愿者名单'), 'as JSON, her consents in it');
    await end(p);
  });
  await journey('she withdraws a consent', async () => {
    const p = await be('resident', VIEWS.phone);
    await p.goto('/me');
    await p.getByRole('link', {name: '我同意过的'}).click();
    const open = await p.getByRole('button', {name: '收回'}).count();
    await p.getByRole('button', {name: '收回'}).first().click();
    await p.waitForLoadState();
    await says(p, '已收回', 'her consents');
    check(await p.getByRole('button', {name: '收回', exact: true}).count() === open - 1, 'one less stands');
    await end(p);
  });
}
