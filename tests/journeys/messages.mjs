// messages.mjs - a resident finds what became of her words; the committee tells those no machine reaches.
import {AREA, VIEWS, be, check, choose, end, journey, press, says, text} from './kit.mjs';

export async function run() {
  await journey('news of one\'s own, and how to be told', async () => {
    const p = await be('resident', VIEWS.phone);
    await p.goto('/me');
    await p.getByRole('link', {name: '给我的消息'}).first().click();
    await says(p, '您反映的', 'the messages');
    const before = await p.getByRole('button', {name: '打开'}).count();
    check(before > 0, 'something is new');
    await press(p, '打开');
    check(!/me\/messages$/.test(p.url()), 'opens what it is about');
    await p.goto(`${AREA}/me/messages`);
    check(await p.getByRole('button', {name: '打开'}).count() < before, 'it is read');
    await p.goto(`${AREA}/me/messages/how`);
    await choose(p, 'way', '发电子邮件');
    await press(p, '就这样');
    check(await p.locator('.errbox').count() === 1, 'an e-mail needs an address');
    await choose(p, 'way', '给我打电话');
    await press(p, '就这样');
    await says(p, '给我打电话', 'how she is told');
    await end(p);
  });
  await journey('told in person, and why', async () => {
    const p = await be('secretary');
    await p.goto(`${AREA}/tell`);
    await says(p, '打电话', 'the list');
    const told = p.getByRole('button', {name: '告诉了'});
    const n = await told.count();
    check(n > 0, 'somebody is to be called');
    await told.first().click();
    await p.waitForLoadState('load');
    check(await p.getByRole('button', {name: '告诉了'}).count() === n - 1, 'one less');
    await p.goto(`${AREA}/messages?filter=trouble`);
    await says(p, '回执说没有送到', 'the log');
    await p.goto(`${AREA}/tell/group`);
    check(!/1990000/.test(await text(p)), 'no telephone for a group');
    await p.goto(`${AREA}/ways/robot`);
    await p.fill('[name=address]', 'https://example.cn/hook');
    await press(p, '保存');
    check(await p.locator('.errbox').count() === 1, 'only the robot\'s own address');
    await end(p);
  });
}
