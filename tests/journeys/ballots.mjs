// ballots.mjs - an owner votes on a phone, changes her mind, keeps the receipt; the head of the owners'
// committee drafts a vote, takes the roll and may not hurry it.
import {AREA, VIEWS, be, check, decision, end, journey, press, says, stranger, text} from './kit.mjs';

const LIFT = '3号楼加装一部电梯';
const only = (p, name) => p.locator('a', {hasText: name}).first();

async function vote(view, more) {
  const p = await be('resident', view, more);
  await p.goto(AREA);
  await says(p, '等您投票', 'the first page says that a vote waits');
  await p.goto(await decision(p, LIFT));
  await says(p, /参与还差 \d+ 人、[\d,.]+ ㎡/, 'what is missing');
  await says(p, '依法表决', 'what it is in law');
  const path = new URL(p.url()).pathname;
  await press(p, '下一步');
  await says(p, '还没有选', 'nothing chosen');
  await p.locator('label.choice', {hasText: '同意'}).first().click();
  await press(p, '下一步');
  await says(p, '看一遍再投', 'read once more');
  check(new URL(p.url()).pathname.endsWith('/sure') && !new URL(p.url()).search, 'a page of its own, no choice in its address');
  await press(p, '没错');
  await says(p, '回执号', 'a receipt');
  check(!(await text(p)).includes('同意'), 'the receipt keeps the choice to itself');
  return {p, path};
}

export async function run() {
  await journey('an owner votes on a phone, without a script, and changes her mind', async () => {
    const {p, path} = await vote(VIEWS.phone, {javaScriptEnabled: false});
    await p.goto(path);
    check(await p.locator('input[name=i1][value=yes]').isChecked(), 'her vote is marked');
    await p.locator('label.choice', {hasText: '反对'}).click();
    await press(p, '下一步');
    await press(p, '没错');
    await says(p, '回执号', 'changed');
    await p.goto(path);
    check(await p.locator('input[name=i1][value=no]').isChecked(), 'the last word stands');
    check(await p.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), 'no sideways scrolling');
    await end(p);
    const other = await stranger();
    await other.goto(path);
    await says(other, '登录，去投票', 'a passer-by reads and is asked to sign in');
    check(!(await other.locator('input[name=i1]').count()), 'and casts nothing');
    await end(other);
  });
  await journey('the head of the owners\' committee prepares a vote and may not hurry it', async () => {
    const p = await be('owners');
    await p.goto(`${AREA}/ballots/new`);
    await only(p, '业主').click();
    await p.waitForLoadState();
    await p.fill('[name=title]', '3号楼换楼道的门');
    await p.fill('[name=place]', '3号楼');
    await p.fill('[name=item]', '同意换门吗？');
    await p.selectOption('[name=decides]', {label: '使用维修资金'}).catch(() => p.selectOption('[name=decides]', {index: 5}));
    await press(p, '存成草稿');
    if (await p.locator('[name=place]').count()) { // several places are called so: choose
      await p.locator('label.choice', {hasText: '3号楼'}).first().click().catch(() => {});
      await press(p, '存成草稿');
    }
    await says(p, '组织的人下一步', 'a draft');
    const path = new URL(p.url()).pathname;
    const looker = await stranger();
    check((await looker.goto(path)).status() === 404, 'a draft is nobody else\'s');
    await end(looker);
    await p.goto(`${path}/edit`);
    await p.fill('[name=item]', '选哪两种？');
    await p.fill('[name=options]', '木门\n铁门\n玻璃门');
    await p.fill('[name=seats]', '2');
    await press(p, '加上');
    await says(p, '玻璃门', 'a second question');
    await p.goto(path);
    await press(p, '定名册');
    await says(p, '名册公示到', 'the roll hangs');
    check(!(await p.locator('[name=opens]').count()), 'nothing is announced while it hangs');
    await p.goto(`${path}/roll`);
    await says(p, '3号楼 101', 'doors stand on it');
    await p.goto(`${path}/notice`);
    await says(p, '表决公告', 'a sheet to post');
    await p.goto(path);
    await p.locator('summary', {hasText: '取消这次表决'}).click();
    await p.fill('[name=why]', '先问问大家');
    await press(p, '取消这次表决');
    await says(p, '取消了', 'called off');
    await end(p);
  });
}
