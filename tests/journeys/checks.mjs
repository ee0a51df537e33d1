// checks.mjs - a cleaner looks after a stair with a phone in bad reception; a sheet is typed back by a clerk.
import {AREA, VIEWS, be, check, end, journey, press, says, text} from './kit.mjs';

export async function run() {
  await journey('a cleaner\'s shift on a phone', async () => {
    const p = await be('cleaner', VIEWS.phone);
    await p.goto(AREA);
    await p.getByRole('link', {name: /没有查完/}).first().click();
    await p.waitForLoadState('load');
    const bins = p.locator('fieldset', {hasText: '垃圾厢房'}).first();
    await bins.getByText('不好').click();
    await bins.locator('input[type=text]').fill('门口有袋装垃圾');
    await p.reload();
    check(await bins.getByLabel('不好').isChecked(), 'what was tapped is kept in the phone');
    check(await bins.locator('input[type=text]').inputValue() === '门口有袋装垃圾', 'and what was written');
    await press(p, '记下来');
    await says(p, '记好了', 'ticked');
    await p.locator('li', {hasText: '垃圾厢房'}).getByRole('button', {name: '报修'}).click();
    await p.waitForLoadState('load');
    await says(p, '待受理', 'its state stands beside it');
    await end(p);
  });
  await journey('a shift\'s sheet, typed back', async () => {
    const p = await be('staff');
    await p.goto(`${AREA}/checks/month`);
    await p.getByRole('link', {name: /门卫/}).first().click();
    await p.waitForLoadState('load');
    const shift = p.url();
    await press(p, '印这一班的检查单');
    const codes = (await text(p)).match(/\d{6} \d{2} \d{2}/g);
    check(codes && codes.length >= 3, 'rows with codes');
    await p.goto(`${AREA}/checks/paper`);
    const swapped = codes[0].replace(/(\d)(\d) (\d)(\d)$/, '$1$2 $4$3');
    await p.fill('[name=lines]', `${swapped === codes[0] ? codes[0].replace(/^\d/, '9') : swapped} 1\n${codes[1]} 2 堆了纸箱`);
    await press(p, '录入');
    await says(p, '行号对不上', 'a slip of the pen is said');
    await p.fill('[name=lines]', `${codes[0]} 1\n${codes[1]} 2 堆了纸箱\n${codes[2]} 1`);
    await press(p, '录入');
    await says(p, '录好了 3 行', 'typed');
    await p.goto(shift);
    await says(p, '堆了纸箱', 'the same rows as from a phone');
    await end(p);
  });
}
