// server.js PORT STORE SQLFILE PAGEFILE - the same page by Express and better-sqlite3: the very
// statements that eaves ran for it, and its very markup with the rows put in from the answer.
// Cells that eaves had to format (times, choices) come ready-made, in this server's favour.
'use strict';
const fs = require('fs');
const express = require('express');
const sqlite = require('better-sqlite3');

const [port, store, sqlFile, pageFile] = process.argv.slice(2);
const db = sqlite(store, { readonly: true });
db.pragma('mmap_size = 1073741824');
const statements = fs.readFileSync(sqlFile, 'utf8').split('\n').filter((s) => /^SELECT/i.test(s))
  .map((s) => db.prepare(s).raw(true));
const begin = db.prepare('BEGIN');
const rollback = db.prepare('ROLLBACK');

const page = fs.readFileSync(pageFile, 'utf8');
const from = page.indexOf('<tr>', page.indexOf('<tbody>'));
const to = page.indexOf('</tbody>');
const head = page.slice(0, from);
const foot = page.slice(to);
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const esc = (s) => String(s).replace(/[&<>"']/g, (c) => entities[c]);
const answers = () => {
  begin.run();
  const all = statements.map((s) => s.all());
  rollback.run();
  return all.reduce((a, b) => (b.length > a.length ? b : a), []);
};
// Each row's markup, cut where a text of the answer stands: [markup, column, markup, ...].
const first = answers();
const rows = page.slice(from, to).split(/(?=<tr>)/).filter((r) => r.includes('<td'));
const templates = rows.map((markup, i) => {
  const parts = [];
  let rest = markup;
  const columns = [2, 1, ...first[i].keys()].filter((c, n) => c > 2 || n < 2); // ticket, id in the link, the rest
  for (const col of columns) {
    const value = first[i][col];
    const text = col === 1 ? `/${value}"` : `>${esc(value)}<`;
    const at = value === null || value === '' ? -1 : rest.indexOf(text) + 1;
    if (at > 0 && (col === 1 || typeof value === 'string')) {
      parts.push(rest.slice(0, at), col);
      rest = rest.slice(at + text.length - 2);
    }
  }
  return { parts, rest };
});
const render = (list) => {
  let out = head;
  for (let i = 0; i < templates.length && i < list.length; i++) {
    const { parts, rest } = templates[i];
    for (let k = 0; k < parts.length; k += 2) {
      out += parts[k] + esc(list[i][parts[k + 1]]);
    }
    out += rest;
  }
  return out + foot;
};
const same = render(first) === page;
process.stderr.write(`node: ${statements.length} statements, ${templates.length} rows, `
  + `${templates.reduce((n, t) => n + t.parts.length / 2, 0)} cells, ${same ? 'equal' : 'UNEQUAL'} bytes\n`);
if (!same) { process.exit(1); }

const app = express();
app.disable('x-powered-by');
app.get('/a/:area/requests', (req, res) => {
  res.type('html').send(render(answers()));
});
app.listen(Number(port), '127.0.0.1', () => process.stderr.write('event=ready\n'));
