// imports.mjs - committee staff at a desk: a messy workbook goes up, its map is mended, the dry run is
// looked at, the bad rows come back, the rest is put, and all of it is taken back.
import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {AREA, be, check, end, journey, press, says, skip, text, until} from './kit.mjs';

const here = new URL('../roster/', import.meta.url).pathname;
const tmp = process.env.SHOTS;
// The same workbook under a compound nobody has, so that a walk finds nothing of it.
async function upload(p, path, compound) {
  await p.goto(`${AREA}/import`);
  await p.setInputFiles('[name=file]', path);
  if (compound) {
    await p.fill('[name=compound]', compound);
  }
  await press(p, '传上去看看');
}

// As a clerk does: opened in LibreOffice, cells typed over, saved; the red column stays where it is.
function corrected(path, cells) {
  const office = (to, from) => {
    const args = [`-env:UserInstallation=file://${tmp}/office`, '--headless', '--convert-to', to, '--outdir', tmp, from];
    if (spawnSync('soffice', args, {stdio: 'ignore'}).status) {
      execFileSync('soffice', args, {stdio: 'ignore'}); // a fresh profile may end its first run
    }
  };
  office('fods', path);
  const flat = path.replace(/xlsx$/, 'fods');
  let book = readFileSync(flat, 'utf8');
  for (const [was, is] of cells) {
    check(book.includes(`<text:p>${was}</text:p>`), `the cell ${was} is in the book`);
    book = book.replace(`<text:p>${was}</text:p>`, `<text:p>${is}</text:p>`);
  }
  writeFileSync(flat, book);
  office('xlsx', flat);
}
const office = () => {
  try {
    execFileSync('soffice', ['--version'], {stdio: 'ignore'});
    return true;
  } catch {
    return false;
  }
};
// Uploads, has it mapped as guessed, and keeps the bad rows as FILE; the good ones are put.
async function bad_rows(p, path, compound, file) {
  await upload(p, path, compound);
  check(await until(p, 'form[action$="/map"], a[href$="bad.xlsx"]'), 'the page of columns, or the dry run of a shape that is known');
  if (await p.locator('form[action$="/map"]').count()) {
    await press(p, '先试一遍，不写入');
  }
  check(await until(p, 'a[href$="bad.xlsx"]'), 'bad rows are there to download');
  const [book] = await Promise.all([p.waitForEvent('download'), p.locator('a[href$="bad.xlsx"]').click()]);
  writeFileSync(file, readFileSync(await book.path()));
  await p.locator('label:has(input[name=skip_bad])').click();
  await press(p, /^写入/);
  check(await until(p, 'form[action$="/undo"]'), 'the rest is put');
  return p.url();
}

// The mended rows are put; then they and the batch before them are taken back.
async function put_and_take_back(p, n, first) {
  await press(p, new RegExp(`^写入 ${n} 行`));
  check(await until(p, `h1:has-text("写好了：新增 ${n} 行")`), 'they are put');
  for (const batch of [p.url(), first]) {
    await p.goto(batch);
    await p.locator('label:has(input[name=sure])').click();
    await press(p, '整批撤销');
    check(await until(p, 'h1:has-text("已经整批撤销")'), 'taken back');
  }
}

export async function run() {
  await journey('bad rows are mended in LibreOffice and go in by themselves', async () => {
    if (!office()) {
      skip('no LibreOffice here');
      return;
    }
    const p = await be('staff'), book = `${tmp}/owners-bad.xlsx`;
    const first = await bad_rows(p, `${here}owners.xlsx`, '试验苑', book);
    corrected(book, [['3/2', '1/2']]);
    await upload(p, book, '');
    check(await until(p, 'h1:has-text("看得懂，还没有写入")'), 'no question about columns, nothing bad');
    await says(p, '新增 1', 'the mended row');
    check(!(await text(p)).includes('说明'), 'the red column is not data');
    await put_and_take_back(p, 1, first);
    await end(p);
  });
  await journey('stairs over their homes: read, mended in LibreOffice, put', async () => {
    if (!office()) {
      skip('no LibreOffice here');
      return;
    }
    const p = await be('staff'), book = `${tmp}/stairs-bad.xlsx`;
    const first = await bad_rows(p, `${here}stairs-above.xlsx`, '试验新村', book);
    await says(p, '没有读的列：D 性别、E 身份证号码', 'what was left out');
    corrected(book, [['沈秀（已故）', '沈红'], ['陆文/陆红', '陆文'], ['〃', '顾芳'], ['不肯说', '无']]);
    await upload(p, book, '');
    check(await until(p, 'h1:has-text("看得懂，还没有写入")'), 'no question about columns, nothing bad');
    await says(p, '这些行都算作：试验新村', 'the compound is remembered');
    await put_and_take_back(p, 4, first);
    await end(p);
  });
  await journey('a sheet for each stair is one roster', async () => {
    const p = await be('staff');
    await upload(p, `${here}sheet-per-stair.xlsx`, '试验二村小区');
    check(await until(p, 'form[action$="/map"]'), 'the page of columns comes');
    check(await p.isChecked('[name=stairs_above]') && await p.isChecked('[name=all_tabs]'), 'both are guessed');
    await press(p, '先试一遍，不写入');
    check(await until(p, 'a[href$="bad.xlsx"]'), 'tried');
    await says(p, '读了这些工作表：1号楼、2号楼、3号楼', 'which sheets');
    await says(p, '没有读的工作表：目录', 'and which not');
    await says(p, '3号楼 4', 'a row by its sheet');
    await press(p, '不导入');
    await end(p);
  });
  await journey('a messy workbook is mapped, tried, put and taken back', async () => {
    const p = await be('staff');
    await upload(p, `${here}dates.xlsx`, '');
    check(await until(p, 'form[action$="/map"]'), 'the page of columns comes');
    await says(p, '哪一列是什么', 'the map');
    await p.selectOption('[name=in_name]', {index: 0});
    await p.selectOption('[name=in_name]', {label: (await p.locator('[name=in_name] option').allInnerTexts()).find(t => t.includes('户主'))});
    await press(p, '先试一遍，不写入');
    check(await until(p, 'a[href$="bad.xlsx"]'), 'bad rows are there to download');
    await says(p, '日期「前年春天」看不懂', 'the dry run');
    await says(p, /有 1 行看不懂，还没有写入/, 'the dry run');
    const [book] = await Promise.all([p.waitForEvent('download'), p.locator('a[href$="bad.xlsx"]').click()]);
    const bytes = readFileSync(await book.path());
    check(bytes.subarray(0, 2).toString() === 'PK', 'they are a workbook');
    await p.locator('label:has(input[name=skip_bad])').click();
    await press(p, /^写入/);
    check(await until(p, 'form[action$="/undo"]'), 'it is put');
    await says(p, '写好了', 'put');
    const batch = p.url();
    writeFileSync(`${tmp}/bad-rows.xlsx`, bytes);
    await upload(p, `${tmp}/bad-rows.xlsx`, '');
    check(await until(p, 'a[href$="bad.xlsx"]'), 'the bad rows come back by the map that was kept');
    await p.goto(batch);
    await p.locator('label:has(input[name=sure])').click();
    await press(p, '整批撤销');
    check(await until(p, 'h1:has-text("已经整批撤销")'), 'it is taken back');
    await end(p);
  });
  await journey('two header rows and a title are no obstacle', async () => {
    const p = await be('staff');
    await upload(p, `${here}title-two-headers.xlsx`, '');
    check(await until(p, 'form[action$="/map"]'), 'the page of columns comes');
    check((await text(p)).includes('柳荫里小区住户名册'), 'the first rows are shown');
    check((await p.inputValue('[name=compound]')) === '柳荫里小区', 'the compound is read off the title');
    await press(p, '先试一遍，不写入');
    check(await until(p, 'h1:has-text("还没有写入")'), 'tried');
    await says(p, '3 行是小计、备注或重复的表头', 'the dry run');
    await press(p, '不导入');
    await says(p, '什么也没有写', 'dropped');
    await end(p);
  });
}
