// answer.mjs - the committee hands it on, the property company answers, the resident has the last word.
import {AREA, VIEWS, be, check, choose, end, has, journey, photo, press, says, skip, text, until} from './kit.mjs';

async function assign(ticket, acceptFirst) {
  const p = await be('staff');
  await p.goto(`${AREA}/inbox`);
  await p.getByRole('link', {name: ticket.what}).click();
  await p.waitForURL(/requests/);
  if (acceptFirst) {
    await press(p, '先受理');
    await says(p, '受理', 'after accepting');
  }
  await choose(p, 'body', '物业');
  await press(p, /^(分派|改派)$/);
  await says(p, /分派给\S*物业/, 'after assigning');
  await end(p);
}

async function answer(ticket, withPhoto) {
  const p = await be('property');
  await p.goto(`${AREA}/inbox`);
  await p.getByRole('link', {name: ticket.what}).click();
  await p.waitForURL(/requests/);
  await p.fill('[name=answer]', '当天换好，已经试过。');
  if (withPhoto) {
    await p.setInputFiles('[name=photo]', photo(320, 240, 90));
    await p.waitForTimeout(400);
  } else {
    await p.fill('[name=no_photo]', '锁在信箱里面，拍不到');
  }
  await press(p, /^答复$/);
  await says(p, '答复', 'after answering');
  check(!(await p.locator('.errbox').count()), 'the answer is taken');
  await end(p);
}

export async function run(s) {
  await journey('accepted, assigned, answered, confirmed', async () => {
    await assign(s.first, true);
    await answer(s.first, true);
    const p = s.first.page;
    await p.goto(s.first.url);
    await says(p, '这件事解决了吗', 'the asker is asked');
    check(await until(p, 'section:has(#ba) img'), 'photos are shown');
    await press(p, '解决了');
    await says(p, '提出人确认过', 'the ticket');
    const n = await be('resident', VIEWS.phone); // a neighbour of the same stair
    if (await has(`${AREA}/b/${s.stair}`)) {
      await n.goto(`${AREA}/b/${s.stair}`);
      await says(n, s.first.what.slice(0, 8), 'the page of the stair');
    } else {
      skip('the page of a stair');
    }
    await n.goto(`${AREA}/b/${s.stair}/requests?filter=all`);
    await says(n, s.first.what.slice(0, 8), 'the list of the stair');
    await end(n);
  });
  await journey('reopened with a reason', async () => {
    await assign(s.second, false);
    await answer(s.second, false);
    const p = s.second.page;
    await p.goto(s.second.url);
    await press(p, '还没有解决，重新办');
    check(await p.locator('.errbox').count(), 'a reason is asked for');
    await p.fill('[name=still]', '还有一个锁打不开');
    await press(p, '还没有解决，重新办');
    await says(p, '还有一个锁打不开', 'the ticket');
    await says(p, '重新办过 1 次', 'the ticket');
  });
  await journey('the audit trail', async () => {
    const p = await be('secretary');
    await p.goto(`${AREA}/audit`);
    const t = await text(p);
    for (const said of ['受理', '分派给', '答复', '提出人确认：解决了', '提出人说还没有解决，重新办']) {
      check(t.includes(said), `no ${said} in the trail`);
    }
    check(!/[a-z]+\.[a-z]+/.test(t.replace(/[0-9a-f]{8}/g, '')), 'no name of the program in the trail');
    const row = p.locator('tr', {hasText: '提出人确认：解决了'}).first();
    check(/本人/.test(await row.innerText()) && /网上/.test(await row.innerText()), `hand and channel: ${await row.innerText()}`);
    await end(p);
  });
}
