// script.mjs - what assets/eaves.js adds, one promise after another, in a real browser.
import { deflateSync } from 'node:zlib';
import { be, start } from './lib.mjs';

let passed = 0, failed = 0;
async function promise(what, keep) {
  try {
    await keep();
    passed++;
  } catch (e) {
    failed++;
    console.error(`FAILED ${what}: ${e.message.split('\n')[0]}`);
  }
}
function same(got, want) {
  if (got !== want) throw new Error(`got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

// A grey PNG of w x h, made here so that no picture has to be kept.
function png(w, h) {
  const table = [...Array(256).keys()].map((n) => {
    for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n >>> 0;
  });
  const crc = (b) => {
    let r = 0xffffffff;
    for (const x of b) r = table[(r ^ x) & 255] ^ (r >>> 8);
    return (r ^ 0xffffffff) >>> 0;
  };
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]), out = Buffer.alloc(8);
    out.writeUInt32BE(data.length, 0);
    out.writeUInt32BE(crc(body), 4);
    return Buffer.concat([out.subarray(0, 4), body, out.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(w, 0);
  head.writeUInt32BE(h, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc((w + 1) * h, 0x77).map((x, i) => (i % (w + 1) ? x : 0)));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

const house = await start();
const page = await house.visit('phone');
await be(page, 'resident');
await page.goto('/a/ly');
const report = await page.locator('main a[href$="/report"], nav a[href$="/say"]').first().getAttribute('href');
await page.goto(report);
if (!page.url().endsWith('/report')) {
  await page.goto(await page.locator('main a[href$="/report"]').first().getAttribute('href'));
}
const form = page.url();
const text = page.locator('main textarea').first();
const files = page.locator('input[type=file]');

await promise('a draft comes back', async () => {
  await text.fill('门厅的灯坏了，晚上看不清台阶');
  await page.goto(form);
  same(await text.inputValue(), '门厅的灯坏了，晚上看不清台阶');
  same(await page.locator('form .note').count(), 1);
});

await promise('a draft can be thrown away', async () => {
  await page.locator('form .note button').click();
  same(await text.inputValue(), '');
  await page.goto(form);
  same(await text.inputValue(), '');
});

await promise('a photo is made small before it travels', async () => {
  await files.setInputFiles([{ name: 'a.png', mimeType: 'image/png', buffer: png(3200, 2400) }]);
  await page.locator('.shots img').first().waitFor();
  const small = await files.evaluate(async (f) => {
    const b = await createImageBitmap(f.files[0]);
    return `${f.files[0].type} ${b.width}x${b.height}`;
  });
  same(small, 'image/jpeg 1600x1200');
});

await promise('a second choice adds, and one photo can be taken out', async () => {
  await files.setInputFiles([{ name: 'b.png', mimeType: 'image/png', buffer: png(800, 600) }]);
  await page.waitForFunction(() => document.querySelectorAll('.shots img').length === 2);
  await page.locator('.shots button').first().click();
  same(await page.locator('.shots img').count(), 1);
  same(await files.evaluate((f) => f.files.length), 1);
});

await promise('a file that is no picture is sent as it is', async () => {
  await files.setInputFiles([{ name: 'c.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') }]);
  await page.waitForFunction(() => document.querySelectorAll('.shots img').length === 2);
  same(await files.evaluate((f) => f.files[1].size), 13);
});

await promise('a form is sent once', async () => {
  await page.goto(form);
  await text.fill('门厅的灯坏了，晚上看不清台阶');
  let sent = 0;
  page.on('request', (r) => (sent += r.method() === 'POST' ? 1 : 0));
  await page.evaluate(() => {
    const b = document.querySelector('main form .btn-main');
    b.click();
    b.click();
    b.click();
  });
  await page.waitForURL((u) => !u.pathname.endsWith('/report'));
  same(sent, 1);
});

await promise('what was sent is no draft any more', async () => {
  await page.goto(form);
  same(await text.inputValue(), '');
});

await promise('the list of errors has the focus', async () => {
  await page.locator('main form .btn-main').click();
  await page.locator('.errbox').waitFor();
  same(await page.evaluate(() => document.activeElement.className), 'errbox');
});

await promise('a text can be copied', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/design');
  await page.locator('[data-copy]').click();
  await page.locator('[data-copy] span', { hasText: '已复制' }).waitFor();
  same((await page.evaluate(() => navigator.clipboard.readText())).slice(0, 4), '各位邻居');
});

await promise('before and after can be compared with the keys', async () => {
  const range = page.locator('.cmp input');
  await range.focus();
  await page.keyboard.press('Home');
  same(await page.locator('.cmp .pic').last().evaluate((e) => e.style.clipPath), 'inset(0px 100% 0px 0px)');
});

await promise('without a network the page says so', async () => {
  await page.context().setOffline(true);
  await page.locator('.offbar').waitFor();
  await page.context().setOffline(false);
  await page.locator('.offbar').waitFor({ state: 'detached' });
});

await promise('nothing was said on the console', async () => same(page.faults.join('; '), ''));

await house.stop();
console.log(`script: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
