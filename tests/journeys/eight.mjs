// eight.mjs - those of the eight kinds of user (docs: who uses it) whose day no other journey walks: the elder
// of 85 in the easy version, the head of the owners' committee on a phone, the town's office, a visitor who
// reads English or 繁體. The resident: report, answer. The building leader: rolls. Committee and secretary:
// desks, notices, bodies, imports. The property manager: desks. A neighbour or professional who helps: cases.
import {AREA, URL_, VIEWS, be, check, choose, end, journey, press, says, stranger, text} from './kit.mjs';

const big = async (p, name) => {
  const box = await p.getByRole('link', {name}).first().boundingBox();
  return check(box && box.height >= 56 && box.width >= 300, `${name} fills the width: ${JSON.stringify(box)}`);
};

export async function run() {
  await journey('she is 85 and presses the large buttons', async () => {
    const p = await be('resident', VIEWS.phone);
    await p.context().addCookies([{name: 'elder', value: '1', url: URL_}]);
    await p.goto(AREA);
    await big(p, /我要反映/);
    await big(p, /打电话/);
    const size = await p.evaluate(() => parseFloat(getComputedStyle(document.querySelector('main')).fontSize));
    check(size >= 20, `large type: ${size}`);
    check(/^tel:/.test(await p.getByRole('link', {name: /打电话/}).first().getAttribute('href')), 'one press telephones');
    await p.getByRole('link', {name: /我要反映/}).first().click();
    await p.waitForURL(/report|say/);
    if (/say/.test(p.url())) {
      await p.locator('a[href*="/report"]').first().click();
    }
    await p.fill('[name=what]', '二楼的扶手松了，我扶着怕摔');
    await press(p, /下一步/);
    await press(p, /提交|就这样/);
    await p.waitForURL(/requests\/\d+/);
    await says(p, '编号', 'she has a number');
    await p.goto(AREA);
    await p.getByRole('link', {name: /我说过的事/}).first().click();
    await p.waitForLoadState();
    await says(p, '扶手松了', 'and finds it again');
    await end(p);
  });
  await journey('the head of the owners\' committee answers on a phone, and puts up a proposal', async () => {
    const clerk = await be('staff');
    await clerk.goto(`${AREA}/requests`);
    await clerk.getByRole('link', {name: /七号楼前面的路灯/}).first().click();
    await choose(clerk, 'body', '柳荫里业委会');
    await press(clerk, /^(分派|改派)$/);
    await says(clerk, '柳荫里业委会', 'given to them');
    await end(clerk);
    const p = await be('owners', VIEWS.phone);
    await p.goto(`${AREA}/work`);
    await p.getByRole('link', {name: /七号楼前面的路灯/}).first().click();
    await p.waitForURL(/requests/);
    await p.fill('[name=answer]', '用公共收益换了新灯头，今晚亮。');
    await p.fill('[name=no_photo]', '晚上补拍');
    await press(p, /^答复$/);
    await says(p, '业委会答复', 'their name stands on it');
    await p.goto(`${AREA}/notices/new?kind=open`);
    await p.fill('[name=title]', '换路灯用公共收益的公示');
    await p.fill('[name=text]', '七号楼前的路灯换灯头，花 86 元，用公共收益。');
    await press(p, /^发布$/);
    await says(p, /公共收益|公示/, 'a proposal is up, or says what it needs');
    await end(p);
  });
  await journey('the town\'s office: from the map to one word, and the same numbers to take along', async () => {
    const p = await be('town');
    await says(p, /件超时/, 'the first screen says what is late');
    await p.getByRole('link', {name: /^柳荫里\s+\d+$/}).first().click(); // what has been told to the town
    await p.locator('main table a, main .rows a').first().click();
    await p.waitForURL(/requests\/\d+/);
    const path = new URL(p.url()).pathname;
    check(!(await p.locator(`form[action$="/answer"], form[action$="/assign"]`).count()), 'the town does nothing here');
    await p.fill('[name=supervise]', '三天内到现场看一次，结果写在这里。');
    await press(p, /督办/);
    await says(p, '街镇督办', 'one word that all read');
    const clerk = await be('staff');
    await clerk.goto(path);
    await says(clerk, '三天内到现场看一次', 'the committee reads it');
    await end(clerk);
    await p.goto('/a/town/overview');
    const late = /(\d+) 件超时/.exec(await text(p))[1];
    const csv = await (await p.request.get('/a/town/overview.csv')).text();
    check(csv.includes('柳荫里') && new RegExp(`,${late},`).test(csv), `the file says ${late} too`);
    await end(p);
  });
  await journey('a visitor in English and in 繁體 finds whom to call, and no more than that', async () => {
    for (const [lang, call, ask] of [['en', /Phone call/, /Sign in|phone number/i], ['zh-Hant', /打電話/, /登錄|登入|手機/]]) {
      const p = await stranger(VIEWS.phone, {});
      await p.context().addCookies([{name: 'lang', value: lang, url: URL_}]);
      await p.goto(AREA);
      await says(p, call, 'whom to call');
      check(await p.locator('html').getAttribute('lang').then(l => l === lang), `the page says it is ${lang}`);
      await p.goto(`${AREA}/bodies`);
      check(await p.locator('a[href^="tel:"]').count() >= 5, 'telephones of those who serve');
      await p.goto(`${AREA}/duties`);
      check((await text(p)).length > 100, 'what has to be public');
      for (const closed of ['inbox', 'people', 'cases', 'rates', 'hotline']) {
        await p.goto(`${AREA}/${closed}`);
        check(/login|staff/.test(p.url()) || ask.test(await text(p)), `${closed} asks who that is`);
      }
      await p.goto(`${AREA}/status`);
      await p.fill('[name=ticket]', '0020');
      await p.fill('[name=digits]', '0000');
      await Promise.all([p.waitForEvent('domcontentloaded'), p.locator('form[action$="/status"] button').last().click()]);
      check(!/消防通道/.test(await text(p)), 'a number alone opens nothing');
      await end(p);
    }
  });
}
