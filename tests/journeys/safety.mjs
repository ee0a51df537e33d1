// safety.mjs - the secretary looks whether the house is safe, reads what is to be done, takes it on paper.
import {AREA, be, check, end, journey, says} from './kit.mjs';

export async function run() {
  await journey('the secretary reads 安全自查', async () => {
    const p = await be('secretary');
    await p.goto(`${AREA}`);
    await p.goto(`${AREA}/safety`);
    await says(p, '要做的', 'the page');
    await says(p, /恢复演练.*--drill/, 'what to do about the drill');
    check(await p.locator('#tls .tag, #key .tag').count() === 2, 'each line has its tag');
    for (const kind of ['csv', 'xlsx', 'json']) {
      const r = await p.request.get(`${AREA}/safety.${kind}`);
      check(r.ok() && (await r.body()).length > 300, `as ${kind}`);
    }
    await p.goto(`${AREA}/safety?print=1`);
    await says(p, '安全自查', 'on paper');
    await end(p);
    const staff = await be('staff');
    check((await staff.request.get(`${AREA}/safety`)).status() === 403, 'not for everybody at the desk');
    await end(staff);
  });
}
