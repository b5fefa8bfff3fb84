// Draws icon.png, which the manifest names, from icon.svg.
//   node client/media/draw-icon.mjs
import fs from 'node:fs';
import { launchChromium } from '../../test/tools/chromium.mjs';

const folder = new URL('.', import.meta.url);
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
await page.setContent(`<body style="margin:0">${fs.readFileSync(new URL('icon.svg', folder), 'utf8')}</body>`);
fs.writeFileSync(new URL('icon.png', folder), await page.screenshot({ omitBackground: true }));
await browser.close();
