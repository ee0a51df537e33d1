// search.mjs - a clerk finds a flat, a person by a name in the other script, a ticket; a resident finds
// a notice and her own request, and not her neighbour's private one.
import {AREA, be, check, end, journey, says, text} from './kit.mjs';

async function ask(p, words) {
  await p.goto(`${AREA}/search`);
  await p.fill('main [name=q]', words);
  await p.press('main [name=q]', 'Enter');
  await p.waitForURL(/search\?q=/);
  return text(p);
}

export async function run() {
  await journey('one box finds what each may see', async () => {
    const clerk = await be('secretary');
    await clerk.goto(`${AREA}/requests`);
    const first = clerk.locator('main a[href*="/requests/"]').first();
    const title = (await first.innerText()).trim();
    const ticket = (await clerk.locator('main tbody tr').first().innerText()).match(/\d{4}/)[0];
    await ask(clerk, '3号楼 301');
    const flat = clerk.locator('.hits a', {hasText: '301'}).first();
    await flat.click();
    await says(clerk, '301', 'the flat opens');
    await ask(clerk, '陳');
    check(await clerk.locator('#people').count() === 1, 'a name in the other script');
    await clerk.locator('[aria-labelledby=people] .hits a').first().click();
    await says(clerk, '陈', 'and the person opens');
    await ask(clerk, [...ticket].map((d) => String.fromCodePoint(0xff10 + Number(d))).join(' '));
    check(await clerk.locator('#requests').count() === 1, 'a ticket, wide digits with spaces between');
    await ask(clerk, title.slice(0, 4));
    check((await clerk.locator('mark').count()) > 0, 'what was asked for is marked');
    await ask(clerk, '<img src=x onerror=alert(1)>');
    check(await clerk.locator('main img').count() === 0, 'what is typed is only text');
    const before = clerk.url();
    await ask(clerk, '绝对没有的词');
    await says(clerk, '没有找到', 'it says so');
    await says(clerk, '我要说', 'and what to do');
    check(before !== clerk.url(), 'the address holds what was asked');
    await end(clerk);
    const resident = await be('resident');
    await ask(resident, '疫苗');
    await resident.locator('[aria-labelledby=notices] .hits a').first().click();
    await says(resident, '疫苗', 'a notice');
    const all = await ask(resident, '陳');
    check(await resident.locator('#people').count() === 0, 'nobody of the roster');
    check(!all.includes('居民登记册'), 'nor where it is');
    await end(resident);
  });
}
