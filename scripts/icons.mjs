/** Draws the icons from the mark: `node scripts/icons.mjs`, after a change of assets/icons/bailiwick.svg. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureChromium, sandboxArguments } from './lib/browsers.mjs';
import { repository } from './lib/run.mjs';

const folder = join(repository, 'assets/icons');
const svg = readFileSync(join(folder, 'bailiwick.svg'), 'utf8');
const sizes = [16, 32, 48, 64, 128, 256, 512, 1024];

async function draw() {
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: sandboxArguments() });
  const page = await browser.newPage();
  const drawn = new Map();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    const sized = svg.replace('width="512" height="512"', `width="${size}" height="${size}"`);
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${sized}`);
    drawn.set(size, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return drawn;
}

/** ICO: a directory of PNG images (Windows Vista and later read them). 0 stands for 256. */
function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** ICNS: chunks of a four-letter type, a big-endian length that counts its own eight bytes, and a PNG. */
function icns(drawn) {
  const types = { ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic13: 256, ic09: 512, ic14: 512, ic10: 1024 };
  const chunk = (type, body) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return chunk(
    'icns',
    Buffer.concat(Object.entries(types).map(([type, size]) => chunk(type, drawn.get(size)))),
  );
}

const drawn = await draw();
mkdirSync(join(folder, 'linux'), { recursive: true });
for (const size of [16, 32, 48, 64, 128, 256, 512]) {
  writeFileSync(join(folder, 'linux', `${size}x${size}.png`), drawn.get(size));
}
writeFileSync(join(folder, 'bailiwick.icns'), icns(drawn));
writeFileSync(
  join(folder, 'bailiwick.ico'),
  ico([16, 32, 48, 64, 128, 256].map((size) => ({ size, png: drawn.get(size) }))),
);
