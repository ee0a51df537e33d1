// cases.mjs - a clerk, a leader and a neighbour: what few talk over is found by those few alone.
import {AREA, VIEWS, be, check, choose, end, journey, press, says, text} from './kit.mjs';

export async function run() {
  let leak, cupboard;
  await journey('a clerk finds what few talk over, and the paper to sign', async () => {
    const p = await be('staff', VIEWS.desk);
    await p.goto(`${AREA}/cases`);
    await says(p, '只有数字，没有名字和地点', 'figures');
    leak = await p.getByRole('link', {name: '楼上楼下漏水的事'}).getAttribute('href');
    cupboard = await p.getByRole('link', {name: '三楼转角的旧柜子'}).getAttribute('href');
    await p.goto(`${leak}/agreement`);
    await says(p, '居委会盖章', 'the agreement');
    await end(p);
  });
  await journey('a party reads her own words and says yes', async () => {
    const p = await be('resident', VIEWS.phone);
    await p.goto(AREA);
    await p.getByRole('link', {name: /调解、劝导、帮扶/}).first().click();
    await p.getByRole('link', {name: '楼上楼下漏水的事'}).click();
    await says(p, '天花板起泡掉灰', 'her words');
    check(!/愿意请人来看|敲过楼上的门/.test(await text(p)), 'nothing of the other side');
    await choose(p, 'word', '同意');
    await press(p, '就这样说');
    await says(p, '同意', 'her word');
    await end(p);
  });
  await journey('the promised day: a leader looks and notes it', async () => {
    const p = await be('leader', VIEWS.phone);
    await p.goto(cupboard);
    await press(p, '去看过，兑现了');
    await says(p, '兑现了', 'kept');
    await p.getByText('办成了', {exact: true}).first().click();
    await choose(p, 'result', '清理好了');
    await p.fill('[name=freed]', '三楼转角');
    await press(p, '办成了，三十天后回访');
    await says(p, '腾出来的地方：三楼转角', 'settled');
    await end(p);
  });
  await journey('nobody else learns that it is there', async () => {
    const p = await be('property', VIEWS.desk);
    const r = await p.goto(leak);
    check(r.status() === 404 && !/漏水/.test(await text(p)), `the property company gets ${r.status()}`);
    await end(p);
  });
}
