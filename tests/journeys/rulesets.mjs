// rulesets.mjs - the town's staff writes a new rule from a day on; a neighbour reads which holds and which comes.
import {AREA, be, check, end, journey, says, text} from './kit.mjs';

const TOWN = '/a/town/rulesets';
const later = days => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

export async function run() {
  let rule = '';
  await journey('the town changes how many must take part in the residents’ meeting', async () => {
    const p = await be('town');
    await p.goto('/a/town');
    await p.locator('a[href="/a/town/rulesets"]').first().click();
    await says(p, '不是法律意见', 'it says what it is not');
    await p.locator('a', {hasText: '居民代表会议'}).first().click();
    await says(p, '三分之二以上', 'what holds');
    await p.locator('a[href$="/next"]').click();
    await p.fill('input[name=valid_from]', later(-3));
    await p.fill('input[name=source]', '《柳河镇居民代表会议办法》');
    await p.fill('input[name=article]', '第九条');
    await p.fill('input[name=part_share]', '3/4');
    await p.locator('form[action$="/next"] button[type=submit]').click();
    await says(p, '不能从过去的日子起', 'not backwards');
    check(await p.inputValue('input[name=part_share]') === '3/4', 'what was typed is there');
    await p.fill('input[name=valid_from]', later(20));
    await p.locator('form[action$="/next"] button[type=submit]').click();
    await says(p, '这一版还没有开始', 'it stands there');
    await says(p, '四分之三以上', 'in words');
    await says(p, '法律、条例本来的规定', 'beside the law');
    rule = new URL(p.url()).pathname.split('/').pop();
    for (const kind of ['xlsx', 'csv', 'json']) {
      const r = await p.request.get(`${TOWN}.${kind}?filter=all`);
      check(r.ok() && (await r.body()).length > 500, `as ${kind}`);
    }
    await end(p);
  });
  await journey('a neighbour reads which rule holds', async () => {
    const p = await be('resident');
    await p.goto(`${AREA}/rulesets`);
    await says(p, '起有新的规则', 'what comes');
    await p.locator(`a[href="${AREA}/rulesets/${rule}"]`).click();
    await says(p, '《柳河镇居民代表会议办法》', 'by which paper');
    check(await p.locator('a[href$="/next"]').count() === 0, 'it is not hers to change');
    await p.goto(`${AREA}/rulesets?on=2019-06-01`);
    await says(p, '《物权法》《物业管理条例》', 'and which held in 2019');
    check(!(await text(p)).includes('四分之三'), 'before the Civil Code');
    await end(p);
  });
}
