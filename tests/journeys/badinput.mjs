// badinput.mjs - what goes wrong in use, and what the page says about it.
import {AREA, URL_, VIEWS, be, check, code, end, fields, journey, photo, press, says, stranger, text} from './kit.mjs';

const words = async r => (await r.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

async function draft(p, s, what, phone) {
  await p.goto(`${AREA}/b/${s.stair}/report`);
  await p.fill('[name=what]', what);
  await press(p, '下一步');
  if (phone) {
    await p.fill('[name=phone]', phone);
    await press(p, '下一步：收验证码');
  }
}

export async function run(s) {
  await journey('a wrong code, then another browser', async () => {
    const p = await stranger();
    await draft(p, s, '水表箱的盖子丢了，里面有积水', '19911110004');
    const right = await code('19911110004');
    await p.fill('[name=code]', right.replace(/.$/, d => (+d + 1) % 10));
    await press(p, '提交');
    await says(p, /还可以试 \d 次/, 'a wrong code');
    check((await p.title()).startsWith('错误'), `the title: ${await p.title()}`);
    const other = await stranger();
    const r = await other.goto(p.url());
    check(r.status() === 404, `another browser's draft: ${r.status()}`);
    await end(other);
    await end(p);
  });
  await journey('sent twice, counted once', async () => {
    const p = await be('resident', VIEWS.phone);
    await draft(p, s, '楼道窗户的插销断了，刮风时乱撞');
    const action = new URL(p.url()).pathname;
    const form = {...await fields(p, action), open: 'place'};
    const send = () => p.request.post(action, {form, maxRedirects: 0, headers: {origin: URL_}});
    const [a, b] = await Promise.all([send(), send()]);
    const c = await send();
    const to = r => (r.headers().location || '').replace(/\?.*/, '');
    check([a, b, c].every(r => r.status() === 303 && to(r) === to(a)), `answers ${[a, b, c].map(r => r.status() + ' ' + to(r))}`);
    await p.goto(`${AREA}/b/${s.stair}/requests?filter=all`);
    const n = (await text(p)).split('楼道窗户的插销断了').length - 1;
    check(n === 1, `${n} requests in the list`);
    await end(p);
  });
  await journey('somebody was quicker', async () => {
    const a = await be('staff'), b = await be('secretary');
    for (const p of [a, b]) {
      await p.goto(`${AREA}/inbox`);
      await p.getByRole('link', {name: s.call}).click();
      await p.waitForURL(/requests/);
    }
    await press(a, '先受理');
    const [r] = await Promise.all([b.waitForResponse(x => x.request().method() === 'POST'), b.getByRole('button', {name: '先受理'}).click()]);
    await b.waitForLoadState('load');
    check(r.status() === 409, `the second press: ${r.status()}`);
    const t = await b.locator('main').innerText();
    check(/已经|刚|变/.test(t) && t.includes('受理'), `what changed: ${t.slice(0, 200)}`);
    await end(a);
    await end(b);
  });
  await journey('not one\'s own', async () => {
    const p = await be('staff');
    const id = s.first.url.match(/\d+$/)[0];
    for (const path of [`/a/town/requests/${id}`, `${AREA}/requests/12345`, '/a/nowhere/inbox', `${AREA}/b/1/report`]) {
      const r = await p.request.get(path);
      check(r.status() === 404, `${path}: ${r.status()}`);
    }
    const r = await p.request.post(`${AREA}/desk/new`, {form: {csrf: '0'.repeat(32), act: '1'.repeat(32), what: '伪造的一件事情'}, headers: {origin: URL_}});
    check(r.status() === 403, `a forged csrf: ${r.status()}`);
    await end(p);
  });
  await journey('what cannot be read', async () => {
    const p = await be('resident', VIEWS.phone);
    await p.goto(`${AREA}/b/${s.stair}/report`);
    const action = `${AREA}/b/${s.stair}/report`;
    const post = async file => p.request.post(action, {multipart: {...await fields(p, '/report'), what: '一张照片的事情，说来话长', photo: file}, headers: {origin: URL_}, maxRedirects: 0});
    let r = await post({...photo(), buffer: Buffer.concat([photo().buffer, Buffer.alloc(13 << 20, 7)])});
    check(r.status() === 413 && /10 MB/.test(await words(r)), `13 MB: ${r.status()} ${(await words(r)).slice(0, 200)}`);
    await p.reload();
    r = await post({name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('这不是照片，是一段文字。')});
    check([415, 422].includes(r.status()) && /只收 JPEG、PNG 或 WebP/.test(await words(r)), `a text named .jpg: ${r.status()} ${(await words(r)).slice(0, 200)}`);
    await p.goto('/login');
    const f = await fields(p, '/login');
    r = await p.request.post('/login', {data: `csrf=${f.csrf}&act=${f.act}&back=&phone=%B5%C6%BB%B5%C1%CB`,
      headers: {'content-type': 'application/x-www-form-urlencoded', origin: URL_}, maxRedirects: 0});
    check([400, 415, 422].includes(r.status()), `GB18030 bytes: ${r.status()} ${(await words(r)).slice(0, 120)}`);
    await end(p);
  });
}
