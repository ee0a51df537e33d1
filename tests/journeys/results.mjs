// results.mjs - the sceptic: opens a result, finds the own row by its receipt, downloads the file and recounts it;
// one changed number is named.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {AREA, VIEWS, be, check, end, journey, press, says, text} from './kit.mjs';

function recount(json) {
  const file = join(mkdtempSync(join(tmpdir(), 'eaves-recount-')), 'file.json');
  writeFileSync(file, json);
  try {
    return execFileSync('python3', ['tests/ballots/recount.py', '--brief', file]).toString().trim();
  } catch (e) {
    return e.stdout.toString().trim();
  }
}

export async function run() {
  await journey('the sceptic recounts a vote', async () => {
    const p = await be('resident', VIEWS.phone);
    await p.goto(`${AREA}/ballots?filter=results`);
    const all = await p.locator('a[href*="/ballots/"]').evaluateAll((v) => v.map((a) => [a.textContent, a.href]));
    const window = all.find(([t]) => t.includes('更换楼道的窗'));
    check(window, 'the vote that has closed stands in the list');
    await p.goto(window[1]);
    await p.getByRole('link', {name: '看结果'}).first().click();
    await p.waitForLoadState('load');
    await says(p, '为什么', 'why it came out so');
    await says(p, '已合并，没有重复', 'both ways in one');
    const file = await p.context().request.get(`${window[1]}/result.json`);
    const json = await file.text();
    check(recount(json) === 'same', 'an independent count says the same');
    const hash = JSON.parse(json).sha256;
    check((await text(p)).includes(hash), 'its checksum stands on the page');
    check(!/陈|周玉兰|3号楼 \d/.test(json.replace(/"title":"[^"]*"/g, '')), 'nobody and no door in it');
    const changed = recount(json.replace(/"took":\[(\d+)/, (_, n) => `"took":[${Number(n) + 1}`));
    check(/^different: took part/.test(changed), `one changed number is named: ${changed}`);
    await p.goto(`${window[1]}/result/mine`);
    await p.fill('[name=code]', 'f'.repeat(32));
    await press(p, '查一查');
    await says(p, '没有这个回执号', 'a code that is none');
    check(!p.url().includes('ffff'), 'the code stands in no address');
    await end(p);
  });
}
