// slips.mjs - a vote on paper: the leader at the doors with a phone, an owner of 85 who signs for her slip, a list
// signed by two, two typists who differ and a third who settles it, a proxy that the owner's own vote goes before.
import {AREA, VIEWS, be, check, decision, end, journey, photo, press, says, text} from './kit.mjs';

const LIFT = '3号楼加装一部电梯';

async function lift(p) {
  await p.goto(`${AREA}/ballots`);
  return decision(p, LIFT);
}
const sums = async (p) => (await text(p)).match(/发出 (\d+) 张 = 收回 (\d+) \+ 没收回 (\d+) \+ 发出后作废 (\d+)/)?.slice(1).map(Number);
async function type(p, path, code, marks) {
  await p.goto(`${path}/slips/type`);
  await p.fill('[name=lines]', `${code} ${marks}`);
  await press(p, '录入');
}

// At the door: nobody home, then met; she signs for her slip. -> its serial
async function atTheDoor(path) {
  const p = await be('leader', VIEWS.phone);
  await p.goto(path);
  await p.goto(`${path}/slips`);
  const doors = await p.locator('a[href*="/doors/"]').first().getAttribute('href');
  await p.goto(doors);
  const left = Number((await text(p)).match(/还有 (\d+) 户没投/)[1]);
  check(await p.locator('li.split[id^=u]').count() === left, 'as many in the list as are counted');
  const home = p.locator('li.split[id^=u]', {hasText: '还没投'}).last();
  const id = await home.getAttribute('id');
  await home.locator('summary').click();
  await Promise.all([p.waitForEvent('domcontentloaded'), home.getByRole('button', {name: '没人在家'}).click()]);
  check((await p.locator(`#${id}`).innerText()).includes('没人在家 1 次'), 'a visit in vain is counted');
  check(await p.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), 'no sideways scrolling at the doors');
  await p.goto(`${path}/slips`);
  await p.getByRole('link', {name: '登记'}).first().click();
  await p.waitForLoadState();
  const row = p.locator('li.split', {has: p.getByRole('button', {name: '签收'}), hasText: '还没送'}).last();
  const code = (await row.locator('.num').innerText()).trim(), at = await row.getAttribute('id');
  await Promise.all([p.waitForEvent('domcontentloaded'), row.getByRole('button', {name: '签收'}).click()]);
  check(/签收/.test(await p.locator(`#${at}`).innerText()) && !(await p.locator(`#${at} button`).count()), 'signed for stays signed for');
  await end(p);
  return code;
}

// Each slip is a sheet of its own: a signature on the next page is lost.
async function onPaper(p, path) {
  await p.goto(`${path}/slips`);
  await p.goto(await p.getByRole('link', {name: '选票', exact: true}).first().getAttribute('href'));
  const pages = (await p.pdf({preferCSSPageSize: true})).toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  check(pages === await p.locator('.vslip').count(), `a slip a page: ${pages} pages`);
}

// Her daughter brings a proxy with her wish on it, before she votes herself. -> its page
async function proxyFirst(p, path, code) {
  const owner = await be('resident', VIEWS.phone);
  await owner.goto(path);
  await says(owner, '您可以委托', 'proxies are named on the page');
  await owner.goto(`${path}/proxies/form`);
  await says(owner, '委托人签名', 'a form to print');
  await end(owner);
  await p.goto(`${path}/proxies`);
  await p.fill('[name=voter]', code);
  await p.fill('[name=holder]', '何代交');
  await p.fill('[name=phone]', '19900008811');
  await p.fill('[name=marks]', '2');
  await p.setInputFiles('[name=scan]', photo());
  await p.check('[name=signature]');
  await press(p, '录入');
  await says(p, '等第二个人', 'waits for a second reading');
  const one = new URL(p.url()).pathname, second = await be('staff');
  await second.goto(one);
  await second.fill('[name=marks]', '2');
  await press(second, '第二次录入');
  await says(second, '按委托书计', 'cast as written');
  await end(second);
  return one;
}

// A paper of hers comes in; then she votes herself: her page says whose vote counts and why.
async function herOwnAfter(p, path) {
  await p.goto(`${path}/proxies`);
  for (const [field, value] of [['voter', '3号楼 101'], ['holder', '何代交'], ['phone', '19900008811'], ['marks', '2']]) {
    await p.fill(`[name=${field}]`, value);
  }
  await p.setInputFiles('[name=scan]', photo());
  await p.check('[name=signature]');
  await press(p, '录入');
  const one = new URL(p.url()).pathname, second = await be('staff');
  await second.goto(one);
  await second.fill('[name=marks]', '2');
  await press(second, '第二次录入');
  const her = await be('resident', VIEWS.phone);
  await her.goto(path);
  await says(her, /您自己投了，就以您自己的为准|委托书不算了/, 'whose counts, before');
  await her.locator('label.choice', {hasText: '同意'}).first().click();
  await press(her, '下一步');
  await press(her, '没错');
  await says(her, '委托书不算了：本人投了，就以本人的为准', 'whose counts, and why');
  await her.goto(path);
  await says(her, '算您自己投的这一票', 'and on the page of the vote');
  await end(her);
  await second.goto(one);
  await says(second, '本人投了', 'the paper says so too');
  await end(second);
}

// The list of what came back: signed or not is said, and two people sign it.
async function comesBack(p, path, code) {
  await p.goto(`${path}/returns`);
  check(await p.inputValue('[name=one]') && await p.inputValue('[name=two]'), 'the counters of last time stand there');
  await p.fill('[name=lines]', code);
  await p.fill('[name=one]', '周玉兰');
  await p.fill('[name=two]', '周 玉兰');
  await p.fill('[name=kept]', '铁皮柜');
  await press(p, '做成回收单');
  await says(p, '签名', 'whether it is signed is asked');
  await p.locator('label.choice', {hasText: '都有本人签名'}).click().catch(() => p.selectOption('[name=signs]', 'all'));
  await press(p, '做成回收单');
  await says(p, '两个不同的人', 'one person is not two');
  await p.fill('[name=two]', '顾明珠');
  await p.setInputFiles('[name=scan]', photo());
  await press(p, '做成回收单');
  await says(p, '周玉兰、顾明珠', 'signed by two');
}

export async function run() {
  await journey('a vote on paper: at the door, back, typed by two, settled by a third; her own vote before a proxy', async () => {
    const p = await be('leader'), path = await lift(p);
    const code = await atTheDoor(path);
    await p.goto(`${path}/slips`);
    await onPaper(p, path);
    await p.goto(`${path}/slips`);
    const before = await sums(p);
    const proxy = await proxyFirst(p, path, code);
    await comesBack(p, path, code);
    await type(p, path, code, '1');
    await says(p, '等第二个人', 'one hand counts nothing');
    const second = await be('staff');
    await type(second, path, code, '2');
    await says(second, '两次录入不一样', 'they differ');
    await end(second);
    const third = await be('secretary');
    await third.goto(`${path}/slips/differ?serial=${encodeURIComponent(code)}`);
    const doubt = third.locator('section', {hasText: code});
    const seen = await doubt.innerText();
    check(seen.includes('同意') && seen.includes('反对'), 'both readings');
    check(await doubt.locator('img').count(), 'beside the photo');
    await third.fill('[name=marks]', '1');
    await press(third, '对着纸核好了');
    await says(third, '核对好了', 'settled');
    await third.goto(`${path}/slips?print=1`);
    check((await text(third)).includes('还没送'), 'the figures print');
    await third.goto(`${path}/slips`);
    const [handed, back, out, lost] = await sums(third);
    check(handed === back + out + lost && back === before[1] + 1, `it adds up: ${handed} = ${back} + ${out} + ${lost}`);
    await end(third);
    await p.goto(proxy);
    await says(p, '本人投了', 'her own vote goes before the proxy');
    await herOwnAfter(p, path);
    await end(p);
  });
}
