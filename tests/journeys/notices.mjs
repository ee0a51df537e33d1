// notices.mjs - the secretary publishes an outage for a stair and puts it right; a resident reads it;
// it is printed in large type, hung with a photo, and taken down.
import {AREA, be, check, end, journey, press, says, text} from './kit.mjs';

const ISO = (days) => new Date(Date.now() + days * 864e5 + 8 * 36e5).toISOString().slice(0, 10);
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export async function run() {
  await journey('a water cut is published, put right, read, hung and taken down', async () => {
    const p = await be('secretary');
    await p.goto(`${AREA}/notices/new?kind=outage`);
    await p.fill('[name=title]', '周三停水');
    await p.fill('[name=text]', '换水表，请提前存水。');
    await p.fill('[name=to]', ISO(2));
    await press(p, /^发布$/);
    await says(p, '几点到几点', 'an outage needs its hours');
    await p.fill('[name=hours]', '9:00 到 11:00');
    await press(p, /^发布$/);
    await says(p, '换水表', 'published');
    const path = new URL(p.url()).pathname;
    await p.goto(`${path}/change`);
    await p.fill('[name=hours]', '9:00 到 15:00');
    await p.fill('[name=why]', '多换一栋');
    await press(p, /^改正$/);
    await says(p, '9:00 到 15:00', 'put right');
    await p.locator('summary', {hasText: '看以前的样子'}).click();
    await says(p, '多换一栋', 'and why');
    const reader = await be('resident');
    await reader.goto(AREA);
    await says(reader, '周三停水', 'on the resident\'s first page');
    await reader.goto(path);
    await press(reader, '我看过了');
    await says(reader, '1 位邻居说看过了', 'counted');
    await end(reader);
    await p.goto(`${path}/print`);
    await says(p, '张贴人', 'a sheet to sign');
    await p.goto(`${path}/wall`);
    await p.fill('[name=spot]', '门卫室窗口');
    await p.setInputFiles('[name=photo]', {name: 'wall.png', mimeType: 'image/png', buffer: PNG});
    await press(p, '记下贴好了');
    await says(p, '门卫室窗口', 'it hangs');
    await p.goto(path);
    await p.locator('summary', {hasText: '提前撤下'}).click();
    await p.fill('form[action$="/take"] [name=why]', '改期了');
    await press(p, /^撤下$/);
    await says(p, '改期了', 'the reason stays');
    await p.goto(`${AREA}/notices`);
    check(!(await text(p)).includes('周三停水'), 'no longer among today\'s');
    await end(p);
  });
}
