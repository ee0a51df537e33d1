// script.mjs - what assets/eaves.js adds, one promise after another; and that the promises can be
// broken: without eaves.js none of the first six is kept.
import {AREA, VIEWS, be, check, end, journey, photo} from './kit.mjs';

const SAID = '门厅的灯坏了，晚上看不清台阶';

function same(got, want) {
  if (got !== want) {
    throw new Error(`got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
  }
}
async function kept(keep) {
  try {
    await keep();
    return '';
  } catch (e) {
    return e.message.split('\n')[0];
  }
}
const png = (w, h) => photo(w, h).buffer;

// Each is true on the page that begins to report, in this order.
function promises(page, form) {
  const text = page.locator('main textarea').first(), files = page.locator('input[type=file]');
  return [
    ['a draft comes back', async () => {
      await text.fill(SAID);
      await page.goto(form);
      same(await text.inputValue(), SAID);
      same(await page.locator('form .note').count(), 1);
    }],
    ['a draft that could not be sent is put back and says so', async () => {
      await page.route('**/report', r => r.request().method() === 'POST' ? r.abort() : r.continue());
      await page.locator('main form .btn-main').click();
      await page.waitForTimeout(300);
      await page.unroute('**/report');
      await page.goto(form);
      same(await text.inputValue(), SAID);
      same(/上次没有发出去/.test(await page.locator('form .note').innerText()), true);
    }],
    ['without a network nothing is sent and nothing is lost', async () => {
      await page.context().setOffline(true);
      await page.locator('main form .btn-main').click();
      same(await page.locator('.offbar').count(), 1);
      same(await text.inputValue(), SAID);
      await page.context().setOffline(false);
      await page.goto(form);
      same(await text.inputValue(), SAID);
    }],
    ['a draft can be thrown away', async () => {
      await page.locator('form .note button').click();
      same(await text.inputValue(), '');
      await page.goto(form);
      same(await text.inputValue(), '');
    }],
    ['a photo is made small before it travels', async () => {
      await files.setInputFiles([{ name: 'a.png', mimeType: 'image/png', buffer: png(3200, 2400) }]);
      await page.locator('.shots img').first().waitFor();
      const small = await files.evaluate(async (f) => {
        const b = await createImageBitmap(f.files[0]);
        return `${f.files[0].type} ${b.width}x${b.height}`;
      });
      same(small, 'image/jpeg 1600x1200');
    }],
    ['a second choice adds, and one photo can be taken out', async () => {
      await files.setInputFiles([{ name: 'b.png', mimeType: 'image/png', buffer: png(800, 600) }]);
      await page.waitForFunction(() => document.querySelectorAll('.shots img').length === 2);
      await page.locator('.shots button').first().click();
      same(await page.locator('.shots img').count(), 1);
      same(await files.evaluate((f) => f.files.length), 1);
    }],
    ['a file that is no picture is sent as it is', async () => {
      await files.setInputFiles([{ name: 'c.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') }]);
      await page.waitForFunction(() => document.querySelectorAll('.shots img').length === 2);
      same(await files.evaluate((f) => f.files[1].size), 13);
    }],
    ['a form is sent once', async () => {
      await page.goto(form);
      await text.fill(SAID);
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
    }],
    ['what was sent is no draft any more', async () => {
      await page.goto(form);
      same(await text.inputValue(), '');
    }],
    ['the list of errors has the focus', async () => {
      await page.locator('main form .btn-main').click();
      await page.locator('.errbox').waitFor();
      same(await page.evaluate(() => document.activeElement.className), 'errbox');
    }],
    ['a text can be copied', async () => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.goto('/design');
      await page.locator('[data-copy]').click();
      await page.locator('[data-copy] span', { hasText: '已复制' }).waitFor();
      same((await page.evaluate(() => navigator.clipboard.readText())).slice(0, 4), '各位邻居');
    }],
    ['before and after can be compared with the keys', async () => {
      const range = page.locator('.cmp input');
      await range.focus();
      await page.keyboard.press('Home');
      same(await page.locator('.cmp .pic').last().evaluate((e) => e.style.clipPath), 'inset(0px 100% 0px 0px)');
    }],
    ['without a network the page says so', async () => {
      await page.context().setOffline(true);
      await page.locator('.offbar').waitFor();
      await page.context().setOffline(false);
      await page.locator('.offbar').waitFor({ state: 'detached' });
    }],
  ];
}

async function open(faults) {
  const page = await be('resident', VIEWS.phone);
  page.on('pageerror', e => faults.push(e.message));
  page.on('console', m => m.type() === 'error' && !/status of 4\d\d|ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(m.text()) && faults.push(m.text()));
  await page.goto(`${AREA}/say`);
  await page.goto(await page.locator('main a[href$="/report"]').first().getAttribute('href'));
  return page;
}

export async function run() {
  await journey('what the script adds', async () => {
    const faults = [], page = await open(faults);
    for (const [what, keep] of promises(page, page.url())) {
      const why = await kept(keep);
      check(!why, `${what}: ${why}`);
    }
    check(!faults.length, `on the console: ${faults.join('; ')}`);
    await end(page);
  });
  await journey('the same without the script, to see red', async () => {
    const page = await open([]);
    await page.route('**/eaves.*.js', r => r.abort());
    await page.reload();
    page.setDefaultTimeout(400);
    for (const [what, keep] of promises(page, page.url()).slice(0, 6)) {
      check(await kept(keep), `${what}: holds without the script, so nothing was checked`);
    }
    await end(page);
  });
}
