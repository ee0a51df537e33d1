// regroup.mjs - the committee moves three stairs to another grid, looks at both days, is told what
// cannot be, moves them back; last year's report says what it said.
import {AREA, be, check, choose, end, journey, press, says, text} from './kit.mjs';

const YEAR = new Date(Date.now() + 8 * 36e5).getUTCFullYear() - 1;
const ISO = (days) => new Date(Date.now() + days * 864e5 + 8 * 36e5).toISOString().slice(0, 10);
const FILES = ['overview.csv', 'territory/stairs.csv', 'territory/coverings.csv'];

async function reports(p) {
  return Promise.all(FILES.map(async f => (await p.request.get(`${AREA}/${f}?day=${YEAR}-12-31`)).text()));
}
// How many stairs a grid had on a day, as the folded line says.
async function stairs(p, grid, day) {
  await p.goto(`${AREA}/territory${day ? `?day=${day}` : ''}`);
  const line = await p.locator('summary', {has: p.locator(`b:text-is("${grid}")`)}).first().innerText();
  return Number(line.match(/(\d+) 个楼组/)[1]);
}
async function pick(p, from, names) {
  await p.goto(`${AREA}/territory/move`);
  await p.getByRole('link', {name: from, exact: true}).first().click();
  const doors = p.locator('label.door');
  const chosen = names || (await doors.locator('b').allInnerTexts()).slice(0, 3);
  for (const n of chosen) {
    await p.locator('label.door', {has: p.locator(`b:text-is("${n}")`)}).first().click();
  }
  return chosen;
}

export async function run() {
  await journey('the committee moves three stairs to another grid, and back', async () => {
    const p = await be('staff');
    const last = await reports(p);
    check(last[0].includes('333'), 'last year had four stairs less');
    const before = [await stairs(p, '第三网格'), await stairs(p, '第四网格')];
    const three = await pick(p, '第三网格');
    await choose(p, 'into', '第四网格');
    await p.fill('[name=day]', '2019-01-01');
    await p.fill('[name=reason]', '试试');
    await press(p, '移过去');
    check(await p.locator('#day-e').count() === 1, 'a day before the grid began is refused at the day');
    check(await p.locator('label.door input:checked').count() === 3, 'the ticks are kept');
    await p.fill('[name=day]', ISO(0));
    await press(p, '移过去');
    await says(p, '划入 3 个楼组', 'its past tells it');
    check(await stairs(p, '第三网格') === before[0] - 3, 'today three less');
    check(await stairs(p, '第四网格') === before[1] + 3, 'and three more there');
    check(await stairs(p, '第三网格', ISO(-1)) === before[0], 'yesterday says what it said');
    await says(p, '划分变了', 'and stands beside today');
    await pick(p, '第四网格', three);
    await choose(p, 'into', '第三网格');
    await press(p, '移过去');
    check(await stairs(p, '第三网格') === before[0], 'moved back');
    const again = await reports(p);
    FILES.forEach((f, i) => check(again[i] === last[i], `${f} of last year is as it was`));
    await end(p);
  });
  await journey('a grid that is still somebody\'s is not closed', async () => {
    const p = await be('staff');
    await p.goto(`${AREA}/territory`);
    const grid = p.locator('details.lv', {has: p.locator('b:text-is("第五网格")')}).first();
    await grid.locator('summary').click();
    await grid.getByRole('link', {name: '打开第五网格'}).click();
    await p.getByRole('link', {name: '并入别处或停用'}).click();
    await press(p, '记下');
    check(await p.locator('#into-e').count() === 1, `what becomes of its stairs is asked at the field: ${(await text(p)).slice(0, 80)}`);
    await end(p);
  });
}
