// bodies.mjs - the secretary makes an owners' committee, has it elected and filed, gives its posts,
// sees whose term ends, and prints a handover.
import {AREA, be, check, choose, end, journey, press, says, stranger, text, until} from './kit.mjs';

const ISO = (days) => new Date(Date.now() + days * 864e5 + 8 * 36e5).toISOString().slice(0, 10);

async function step(p, day, proof, to) {
  await p.fill('form[action$="/term"] [name=day]', day);
  if (proof) {
    await p.fill('[name=proof]', proof);
  }
  if (to) {
    await p.fill('form[action$="/term"] [name=to]', to);
  }
  await press(p, /^记下$/);
}

// Another number on the post's page: the stair's page shows it, the card is to be reprinted, then not.
async function number() {
  await journey('the secretary puts a leader\'s number right, and the card follows', async () => {
    const p = await be('secretary');
    await p.goto(`${AREA}/cards?filter=all`);
    const stair = await p.locator('main a[href$="/card"]').first().getAttribute('href');
    await p.goto(stair);
    await press(p, '印本楼各户的');
    await p.goto(`${AREA}/cards?filter=reprint`);
    const before = await text(p);
    await p.goto(stair.replace(/b\/(\d+)\/card/, 'contacts/$1'));
    const name = await p.locator('.folk b').first().innerText();
    await p.goto(`${AREA}/posts?filter=leaders&q=${encodeURIComponent(name)}`);
    await p.locator('main a[href*="/posts/"]', {hasText: name}).first().click();
    await p.fill('form[action$="/shown"] [name=phone]', '19900007788');
    await p.check('form[action$="/shown"] [name=asked]');
    await p.fill('form[action$="/shown"] [name=hours]', '每天 18:00-20:00');
    await press(p, '改好了');
    check(await until(p, '.summary:has-text("19900007788"), main:has-text("19900007788")'), 'it is kept');
    await p.goto(stair.replace(/b\/(\d+)\/card/, 'contacts/$1'));
    await says(p, '19900007788', 'the stair shows it');
    await p.goto(`${AREA}/cards`);
    await press(p, '现在再比一遍');
    let found = false;
    for (let i = 0; i < 20 && !found; i++) {
      await p.goto(`${AREA}/cards?filter=reprint`);
      found = (await text(p)).includes('19900007788');
      await p.waitForTimeout(found ? 0 : 300);
    }
    check(found && !before.includes('19900007788'), 'its card is to be reprinted');
    await p.goto(stair);
    await press(p, '印本楼各户的');
    await p.goto(`${AREA}/cards?filter=reprint`);
    check(!(await text(p)).includes('19900007788'), 'printed: no longer');
    await end(p);
  });
}

// No door of the area is left without somebody to call: who leads the stair or stands in, the
// committee, the party's group or who stands in; on each line a telephone. The stair's own page has
// the first of them.
async function stairs() {
  await journey('every stair shows who serves it', async () => {
    const p = await stranger();
    await p.goto(`${AREA}/plan`);
    const ids = new Set((await p.content()).match(/\/b\/\d+/g).map((b) => b.slice(3)));
    const bad = await p.evaluate(async ([area, all]) => {
      const lacking = [];
      for (const id of all) {
        for (const page of [`contacts/${id}`, `b/${id}`]) {
          const html = await (await fetch(`${area}/${page}`)).text();
          const rows = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('.folk>li')]
            .filter((li) => !/公众号|时间|微信群/.test(li.textContent));
          const called = (who) => rows.some((li) => li.textContent.includes(who) && li.querySelector('a[href^="tel:"]'));
          const whom = page[0] === 'b' ? ['楼组长', '书记'] : ['楼组长', '书记', '居委', '党小组长'];
          if (!whom.every(called) || !rows.every((li) => li.querySelector('a[href^="tel:"]'))) {
            lacking.push(page);
          }
        }
      }
      return lacking;
    }, [AREA, [...ids]]);
    check(ids.size > 300, `${ids.size} stairs were asked`);
    check(!bad.length, `nobody to call: ${bad.slice(0, 3)}, ${bad.length} in all`);
    await end(p);
  });
}

export async function run() {
  await stairs();
  await number();
  await journey('the secretary makes an owners\' committee and sees it through its first term', async () => {
    const p = await be('secretary');
    await p.goto(`${AREA}/bodies/new`);
    await choose(p, 'kind', '业委会');
    await p.fill('[name=name]', '南塘新村业委会');
    await p.fill('[name=place]', '南塘新村');
    await press(p, /^登记$/);
    check(await until(p, 'h1:has-text("南塘新村业委会")'), 'it is made');
    const body = p.url();
    await p.goto(`${body}/term`);
    await step(p, ISO(-60), '');
    await step(p, ISO(-30), '');
    await says(p, '请写选举结果报告的编号', 'no election without proof');
    await step(p, ISO(-30), '公告 7 号');
    await p.selectOption('[name=class]', {label: '主任'});
    await p.fill('form[action$="/seats"] [name=name]', '金秀英');
    await press(p, '登记成员');
    await says(p, '至少要 5 人', 'too few, with the article');
    await step(p, ISO(-10), '沪房业备〔演示〕099 号');
    await step(p, ISO(-1), '', ISO(29));
    await says(p, '新一届只登记了 1 人', 'so few are asked about before it begins');
    await p.fill('[name=few]', '其余四位还在补选');
    await p.check('[name=sure]');
    await press(p, /^记下$/);
    check((await text(p)).includes('任期内'), 'its term runs');
    await p.locator('a', {hasText: '请他任职'}).first().click();
    check((await p.inputValue('form[action$="/posts"] [name=name]')) === '金秀英', 'her name is there already');
    await p.selectOption('form[action$="/posts"] [name=kind]', {label: '业委会主任'});
    await press(p, '请他任职');
    check(await until(p, 'a:has-text("金秀英")'), 'she has the post');
    await p.locator('a', {hasText: '金秀英'}).first().click();
    await p.locator('a', {hasText: '卸任和交接'}).click();
    await p.fill('[name=day]', ISO(5));
    await p.fill('[name=name]', '章月芳');
    await p.fill('[name=keys]', '公章一枚');
    await press(p, '记下卸任，做交接单');
    check(await until(p, 'article.sheet'), 'a sheet to print');
    await says(p, '公章一枚', 'with what is handed over');
    await p.goto(`${AREA}/terms`);
    await says(p, '请开始筹备换届', 'whose term ends is told');
    await end(p);
  });
}
