import { chromium } from 'playwright-core'; import { readFileSync } from 'node:fs';
const [out, mh, ...f] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const p = await b.newPage({ viewport: { width: 400, height: +mh } });
await p.setContent(`<body style="margin:0;background:#888;display:flex;gap:10px;width:max-content;align-items:start">${f.map(x => `<div style="max-height:${mh}px;overflow:hidden"><img style="display:block" src="data:image/png;base64,${readFileSync(x).toString('base64')}"></div>`).join('')}`);
await p.locator('body').screenshot({ path: out }); await b.close();
