// followup.mjs - it was closed: how satisfied, still good, where it stands by number, the three rates.
import {AREA, VIEWS, be, check, end, journey, press, says, stranger, text} from './kit.mjs';

export async function run() {
  await journey('asked again, called, counted', async () => {
    const p = await be('staff', VIEWS.desk);
    await p.goto(`${AREA}/followups`);
    await says(p, '等一个电话', 'the calls');
    await says(p, '现在还好吗', 'the sentence to read out');
    await press(p, '对方说仍然好');
    await p.goto(`${AREA}/followups?filter=all`);
    await says(p, '仍然好', 'what was said');
    await p.goto(`${AREA}/rates`);
    await says(p, '满意率', 'the rates');
    await p.locator('section .tbl a').nth(1).click();
    check(/records|month/.test(p.url()), 'a number opens what is behind it');
    await p.goto(`${AREA}/abuse`);
    await says(p, '份等着看', 'the reports');
    await end(p);
  });
  await journey('where it stands, by number', async () => {
    const p = await stranger(VIEWS.phone);
    await p.goto(AREA);
    await p.getByRole('link', {name: '凭编号查进度'}).click();
    await p.fill('[name=ticket]', '０００１号');
    await p.fill('[name=digits]', '00 00');
    await press(p, '查一查');
    await says(p, '对不上', 'wrong digits');
    check(!/陈|王|李/.test((await text(p)).split('对不上')[1].slice(0, 80)), 'no name is told');
    await end(p);
  });
}
