// book.mjs - the pages of the address book, found as people find them: by following links from where
// each begins. One page for every kind of address (/owners/12 and /owners/13 are one kind).
import {AREA, be, end} from './kit.mjs';

// Characters no traditional sentence has, by what OpenCC got wrong before.
const NEVER = /[个们这来对时间见说话请让记讲读认证组织层单区业务书产权险设备网络级总经报续号码]/;
export const simplified = text => text.split('\n').filter(t => NEVER.test(t) && /[。？！；]/.test(t)).map(t => t.trim().slice(0, 40));

const ROOTS = {
  secretary: [AREA, `${AREA}/tree`, `${AREA}/bodies`, `${AREA}/troika`, `${AREA}/terms`, `${AREA}/territory`, `${AREA}/opening`],
  staff: ['/', `${AREA}/people`, `${AREA}/owners`, `${AREA}/claims`, `${AREA}/same`],
  leader: ['/', '/me'],
  resident: ['/', '/me', `${AREA}/claim`, `${AREA}/household`, `${AREA}/helpers`, `${AREA}/privacy`],
  operator: ['/'],
  owners: ['/'],
  property: ['/'],
  town: ['/'],
};
const FILE = /\.(xlsx|csv|json|ics|png|svg|css|js|webmanifest)$|\/(json|xlsx|thumb)$|\/import\/template\/|^\/(assets|q|Q)\//;
const DEEP = 5, MOST = 700;

export const kind = (path) => path.replace(/\?.*/, '').split('/').map(w => (/^\d+$/.test(w) ? ':n' : w)).join('/') +
  [...new URLSearchParams(path.split('?')[1] || '').keys()].filter(k => !/^(next|then|from|to|q|page|after|sort|order|lang|elder|done|ok|say|code|stair|b|place)$/.test(k)).map(k => `?${k}`).join('');

// [{who, path, kind, prints}], the first who finds a kind has it.
export async function book(people = Object.keys(ROOTS)) {
  const found = new Map();
  for (const who of people) {
    const p = await be(who), seen = new Set();
    let now = ROOTS[who], left = MOST;
    for (let deep = 0; deep <= DEEP && now.length; deep++) {
      const next = [];
      for (const path of now) {
        const k = kind(path);
        if (seen.has(k) || left-- <= 0) {
          continue;
        }
        const r = await p.request.get(path, {maxRedirects: 3}), type = r.headers()['content-type'] || '';
        if (r.status() !== 200 || !type.startsWith('text/html')) {
          if (r.status() >= 400) found.set(`${who} ${k} ${r.status()}`, {who, path, kind: k, bad: r.status()});
          seen.add(k);
          continue;
        }
        seen.add(k);
        const html = await r.text();
        if (!found.has(k)) {
          found.set(k, {who, path, kind: k});
        }
        for (const [, href] of html.matchAll(/<a\b[^>]*?\bhref="?([^"\s>]+)/g)) {
          const to = href.replaceAll('&amp;', '&').replace(/#.*/, '');
          if (to.startsWith('/') && !FILE.test(to.replace(/\?.*/, '')) && !/filter=.*print=|^\/prefs|^\/demo/.test(to) && !seen.has(kind(to))) {
            next.push(to);
          }
        }
      }
      now = next;
    }
    await end(p);
  }
  return [...found.values()];
}
