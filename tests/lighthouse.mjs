// lighthouse.mjs - four public pages as a phone on a slow net has them, measured by Lighthouse: what a
// neighbour opens from the poster in the stair, the area's list, one request, and home. The floors
// are those of the house: performance 95, accessibility 100. Ends with "N passed, N failed".
import { execFileSync } from 'node:child_process';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { be, start } from './journeys/lib.mjs';

const floors = { performance: 95, accessibility: 100, 'best-practices': 95 };
const rounds = Number(process.env.ROUNDS || 3); // the middle one counts: a busy machine makes slow rounds
const port = 9300 + (process.pid % 500);
const house = await start();
const chrome = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', `--remote-debugging-port=${port}`],
});

// A resident's cookie: requests are for neighbours, so the list shows nothing to a stranger.
const resident = await house.visit('phone');
await be(resident, 'resident');
const Cookie = (await resident.context().cookies()).map((c) => `${c.name}=${c.value}`).join('; ');

const first = async (path, pattern) => {
  const found = (await (await fetch(house.url + path, { headers: { Cookie } })).text()).match(pattern);
  if (!found) throw new Error(`${path}: nothing like ${pattern}`);
  return found[0];
};

async function scores(url) {
  const { lhr } = await lighthouse(url, { port, extraHeaders: { Cookie }, onlyCategories: Object.keys(floors), logLevel: 'error', output: 'json' });
  const failed = Object.values(lhr.audits).filter((a) => a.score !== null && a.score < 0.9 && a.scoreDisplayMode !== 'informative');
  return {
    of: Object.fromEntries(Object.entries(lhr.categories).map(([k, v]) => [k, Math.round(v.score * 100)])),
    bytes: lhr.audits['total-byte-weight']?.numericValue,
    requests: lhr.audits['network-requests']?.details?.items?.length,
    failed: failed.map((a) => `${a.id}${a.displayValue ? ` (${a.displayValue})` : ''}`),
  };
}

let passed = 0;
let failed = 0;
const report = (name, all) => {
  for (const [kind, floor] of Object.entries(floors)) {
    const middle = all.map((s) => s.of[kind]).sort((a, b) => a - b)[rounds >> 1];
    const ok = middle >= floor;
    ok ? passed++ : failed++;
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} ${kind} ${middle} (floor ${floor})`);
  }
  const s = all[0];
  console.log(`       ${Math.round(s.bytes / 1024)} KB, ${s.requests} requests${s.failed.length ? `; below: ${s.failed.join(', ')}` : ''}`);
};

try {
  const stair = await first('/a/ly/buildings', /\/a\/ly\/b\/\d+/);
  const sql = 'SELECT code FROM place_code WHERE place_id = ?';
  const python = `import sqlite3,sys;print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2],(int(sys.argv[3]),)).fetchone()[0])`;
  const code = '/q/' + execFileSync('python3', ['-c', python, `${house.dir}/demo.db`, sql, stair.split('/').pop()]).toString().trim();
  const request = await first('/a/ly/requests', /\/a\/ly\/requests\/\d+/);
  const pages = { 'stair by its code': code, "the area's list": '/a/ly/requests', 'a request': request, home: '/' };
  for (const [name, path] of Object.entries(pages)) {
    const all = [];
    for (let i = 0; i < rounds; i++) all.push(await scores(house.url + path));
    report(name, all);
  }
} catch (e) {
  console.log(`FAILED ${e.stack}`);
  failed++;
} finally {
  await chrome.close();
  await house.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
