// desks.mjs - many at once at the committee's desk, and a property manager's day with paper.
import {AREA, VIEWS, be, check, end, journey, press, says, text} from './kit.mjs';

export async function run() {
  await journey('a batch, and back again', async () => {
    const p = await be('staff');
    await p.goto(`${AREA}/inbox`);
    const rows = p.locator('tr:has-text("待受理") [name=pick]');
    check(await rows.count() >= 2, 'two that are new');
    await p.keyboard.press('j');
    check(await p.locator('[name=pick]:focus').count(), 'j goes to the first row');
    await rows.nth(0).check();
    await rows.nth(1).check();
    await says(p, '已勾选 2 件', 'the bar');
    await p.locator('.bulkbar button[value=accept]').click();
    await p.waitForURL(/batch/);
    await says(p, '受理：办了 2 件，0 件没有办', 'what became of it');
    await press(p, /撤回这 2 件/);
    await says(p, '撤回了 2 件', 'taken back');
    await end(p);
  });
  await journey('orders on paper and back', async () => {
    const p = await be('property', VIEWS.phone);
    await p.goto(`${AREA}/work`);
    await p.locator('[name=pick]').first().check();
    await press(p, '印勾选的派工单');
    await p.waitForURL(/orders/);
    const code = /行号 (\d{6} \d\d \d\d)/.exec(await text(p))[1];
    await p.goto(`${AREA}/work/back`);
    await p.fill('[name=code]', code.replace(/\d$/, (d) => `${(+d + 1) % 10}`));
    await press(p, '找这一张');
    check(!(await p.locator('[name=worker]').count()), 'a wrong digit finds nothing');
    await p.fill('[name=code]', code);
    await press(p, '找这一张');
    await p.fill('[name=worker]', '王师傅');
    await p.fill('[name=answer]', '换好了，当场试过。');
    await p.fill('[name=no_photo]', '晚上补拍');
    await press(p, '录入并答复');
    await says(p, '录好了', 'the next one');
    await end(p);
  });
}
