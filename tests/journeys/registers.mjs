// registers.mjs - a clerk gives the street the quarter's 诉求台账: enters one, finds it there, saves, prints, takes the DOCX.
import {AREA, be, check, end, journey, says, text} from './kit.mjs';

const rows = async p => Number(/共 (\d+) 条/.exec(await text(p))[1]);

export async function run() {
  await journey('the clerk hands in the quarter’s 诉求台账', async () => {
    const p = await be('staff');
    await p.goto(AREA);
    await p.locator(`a[href="${AREA}/registers"]`).first().click();
    await says(p, '走访台账', 'six of them');
    await p.locator(`a[href="${AREA}/registers/requests"]`).click();
    const before = await rows(p);
    await p.selectOption('select[name=state]', {index: 2});
    await p.locator('form.filters button').click();
    check(await rows(p) < before, 'only what is finished');
    await p.goto(`${AREA}/registers/requests`);
    await p.locator(`a[href^="${AREA}/registers/save"]`).click();
    await p.fill('input[name=name]', '我的三季度 <诉求>');
    await p.locator('form[action$="/save"] button').click();
    check(await p.locator('h1').innerText() === '我的三季度 <诉求>', 'it stands there by its name');
    check(await rows(p) === before, 'with the same rows');
    const [file] = await Promise.all([p.waitForEvent('download'), p.locator('a[href*=".docx"]').click()]);
    check(file.suggestedFilename().endsWith('.docx'), 'taken as DOCX');
    for (const kind of ['docx', 'xlsx', 'csv', 'json']) {
      const r = await p.request.get(p.url().replace('?', `.${kind}?`));
      check(r.ok() && (await r.body()).length > 500, `as ${kind}`);
    }
    await p.goto(`${p.url()}&print=1`);
    await says(p, /柳荫里.*打印日期/, 'whose and of which day');
    await says(p, /合计 \d+ 条.*制表人/, 'sums, and a line to sign');
    await p.goto(`${AREA}/registers`);
    await p.locator('a', {hasText: '我的三季度'}).click();
    await p.locator('form[action$="/drop"] button').click();
    check(!(await text(p)).includes('我的三季度'), 'deleted');
    await end(p);
    const manager = await be('property');
    check((await manager.request.get(`${AREA}/registers/care`)).status() === 403, 'the company has no business there');
    await end(manager);
  });
}
