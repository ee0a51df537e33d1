// rolls.mjs - a leader on her phone: her doors, a list of her own, the group's 接龙, a sheet and back.
import {AREA, VIEWS, be, check, end, journey, press, says, stranger, text} from './kit.mjs';

const door = (p, name) => p.locator('label.door', {hasText: name});

export async function run() {
  let grid, list;
  await journey('a leader ticks three doors of a list of her own', async () => {
    const p = await be('leader', VIEWS.phone);
    await p.goto(AREA);
    grid = (await p.locator('a[href*="/b/"][href*="/doors"]').first().getAttribute('href')).replace(/\?.*/, '');
    await p.goto(grid);
    await p.getByText('开一份自己的名册').click();
    await press(p, '问一声好');
    list = p.url();
    await says(p, '16 户里办好 0 户', 'her new list');
    for (const name of ['101', '102', '203']) {
      await door(p, name).click();
    }
    await press(p, '办了');
    await says(p, '16 户里办好 3 户', 'three doors');
    await p.context().setOffline(true);
    await door(p, '301').click();
    await p.getByRole('button', {name: '没人'}).click();
    await says(p, '1 户还没发出去', 'without a network');
    await p.context().setOffline(false);
    await p.waitForFunction(() => !/还没发出去/.test(document.body.innerText));
    check(!/还没发出去/.test(await text(p)), 'nothing waits any more');
    check(/1次没人/.test(await door(p, '301').innerText()), 'the tap from before has arrived');
    await end(p);
  });
  await journey('she pastes a 接龙 and looks before it is stored', async () => {
    const p = await be('leader', VIEWS.phone);
    await p.goto(list);
    await p.getByRole('link', {name: '贴接龙'}).click();
    await p.fill('[name=text]', '#接龙\n问好\n1. 103 王阿姨\n2. 3号楼104室 ✅\n3. 402 不需要\n4. 老王\n5. 999');
    await press(p, '看认得对不对');
    await says(p, '认出 3 户，2 行要看一看', 'the review');
    await says(p, '本楼没有 999', 'a door there is not');
    await press(p, '就这样写入');
    await says(p, '16 户里办好 5 户', 'stored');
    await end(p);
  });
  await journey('she prints the sheet and types a row back', async () => {
    const p = await be('leader', VIEWS.phone);
    await p.goto(list);
    await press(p, '印走访表');
    const code = (await p.locator('td.code').last().innerText()).trim();
    const wrong = code.replace(/\d$/, d => (+d + 1) % 10);
    await p.goto(`${AREA}/visit`);
    await p.fill('[name=lines]', `${wrong} 1`);
    await press(p, '录入');
    await says(p, '行号对不上', 'a wrong digit');
    await p.fill('[name=lines]', `${code} 1`);
    await press(p, '录入');
    await says(p, '录好了 1 行', 'typed');
    await p.fill('[name=lines]', `${code} 2`);
    await press(p, '录入');
    await says(p, '已经录过', 'a second time');
    await p.goto(list);
    await says(p, '16 户里办好 6 户', 'the row from paper');
    await end(p);
  });
  await journey('a stranger finds who serves the stair', async () => {
    const p = await stranger();
    await p.goto(grid.replace('/doors', ''));
    await p.getByRole('link', {name: '谁服务我'}).first().click();
    await p.waitForURL(/contacts/);
    await says(p, /楼组长.*物业经理|物业经理.*楼组长/, 'the page');
    check(await p.locator('a[href^="tel:"]').count() > 2, 'one tap calls');
    await end(p);
  });
}
