// corpus.mjs - what somebody with bad intent writes into a field, and the marks by which it would be seen
// if a page took it for more than text. Everything that would become an element or run carries zz9.
export const corpus = [
  '<script>zz9()</script>',
  '<img src=x onerror=zz9()>',
  '"><svg/onload=zz9() class=zz9>',
  '\'><b class=zz9 onclick=zz9()>x',
  '" onfocus=zz9() autofocus x="',
  '\' onmouseover=zz9() x=\'',
  '</textarea><b class=zz9>t',
  '</title><b class=zz9>t',
  '</script><b class=zz9>s',
  '--><b class=zz9>c<!--',
  ']]><b class=zz9>d',
  'javascript:zz9()//zz9',
  'data:text/html,<b class=zz9>',
  '{{zz9}}{{7*7}}',
  '{{_ "zz9"}}${zz9()}`zz9`',
  '{0}{1}{99}zz9%s%n',
  '<iframe srcdoc=<b/class=zz9>>',
  '<base href=//zz9.example/>',
  '<meta http-equiv=refresh content=0>zz9',
  '&lt;b class=zz9&gt;&#60;i&#62;zz9',
  '\u202Ezz9 olleh\u202C\u2066',
  'zz9\u0000\u0001\u001B[31m\u0085\uFEFF',
  '=cmd|\' /C calc\'!A0zz9',
  '+zz9+cmd', '-2+3+zz9', '@SUM(1+1)*zz9', '\t=zz9()', '%00%0d%0aSet-Cookie:zz9=1',
  "zz9' OR '1'='1", 'zz9\\";alert(1)//', '<a href=javascript:zz9() class=zz9>',
  '﹤b class=zz9﹥＜i class=zz9＞',
];
// For short fields: cut to fit, still with teeth.
export const short = ['<i class=zz9>', '"><b id=zz9>', '=zz9', '{{zz9}}', "'zz9", '<zz9>', '\u202Ezz9'];

export function pick(n, room) {
  const fits = corpus.filter((t) => t.length <= room);
  const from = fits.length ? fits : short.filter((t) => t.length <= room);
  return from.length ? from[n % from.length] : 'zz9'.slice(0, room);
}

// Fields that may stay unfilled, and why; "route field". One that is no field any more is red.
export const excused = {
  '/demo who': 'a key of the demo\'s own list: an unknown one is not found, and nothing is said of it',
};
// Only an empty house has it: firstrun.mjs walks it, and the same field types are in opening/people.
for (const name of ['town', 'town_code', 'area', 'area_code', 'phone', 'name', 'login', 'password', 'token']) {
  excused[`/init ${name}`] = 'only an empty house asks';
}
Object.assign(excused, {
  '/a/{area}/owners/same/{id}/decide reason': 'no two owners wait to be made one in the demo; the same field and page as same/{id}',
  '/a/{area}/owners/same/{id}/undo reason': 'the same',
  '/a/{area}/requests/{id}/object objection': 'only while a request is hidden, by its asker',
  '/a/{area}/report/{id} join': 'the id of a neighbour\'s request that is alike, where there is one',
  '/a/{area}/households/{id}/m/{person}/split day': 'a day, of a household of several; the same field as m/{person}/out',
  '/a/{area}/posted/{id}/down why': 'only while a sheet hangs that was hung with its photo: notices.mjs',
  '/a/{area}/privacy/erasures/{id}/refuse why': 'only while somebody else\'s wish to be erased waits',
  '/a/{area}/checks/{id}/{day}/report item': 'the number of a place found bad on that shift; nothing else is taken',
  '/a/{area}/territory/move stairs': 'numbers of the rows that were ticked',
});
// Runs in every page before anything of it: says when something of the data came alive.
export function watch() {
  const tell = (what) => globalThis.zzhit?.(`${what} at ${location.pathname}`);
  globalThis.zz9 = () => tell('ran');
  for (const name of ['alert', 'confirm', 'prompt']) globalThis[name] = () => tell(name);
  document.addEventListener('securitypolicyviolation', (e) => tell(`policy ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
}
// What data made of the page: [] when it stayed text.
export function alive() {
  const bad = [];
  const marks = '.zz9,#zz9,zz9,iframe,object,embed,base,meta[http-equiv=refresh],[srcdoc]';
  for (const e of document.querySelectorAll(marks)) if (!e.closest('noscript')) bad.push(`element ${e.outerHTML.slice(0, 120)}`);
  for (const e of document.querySelectorAll('*')) {
    for (const a of e.attributes) {
      if (/^on/i.test(a.name)) bad.push(`handler ${a.name} ${e.outerHTML.slice(0, 120)}`);
      if (['href', 'src', 'action', 'formaction'].includes(a.name) && /^\s*(javascript|data:text|vbscript):?/i.test(a.value)) bad.push(`address ${a.value.slice(0, 80)}`);
    }
  }
  if (document.body?.innerText.includes('49zz9')) bad.push('a template was filled');
  for (const ch of document.title + (document.querySelector('main')?.innerText ?? '')) if (/[\u202A-\u202E\u2066-\u2069]/.test(ch)) { bad.push('a direction mark in the text'); break; }
  return bad;
}
