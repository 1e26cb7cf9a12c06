/** The map at 10,000 and 100,000 accounts: first drawing, frames while it moves, an edit, a lasso, memory. */
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import type { Benchmark, Figure } from './benchmark.ts';
import { repository } from './benchmark.ts';

const SIZES = [10_000, 100_000] as const;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

async function buildPage(outDir: string): Promise<void> {
  const vite = join(repository(), 'node_modules/vite/bin/vite.js');
  const config = join(repository(), 'bench/map-page/vite.config.mjs');
  const child = spawn(process.execPath, [vite, 'build', '--config', config], {
    env: { ...process.env, BAILIWICK_BENCH_OUT: outDir },
    stdio: ['ignore', 2, 2],
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`The page of the map benchmark did not build (code ${String(code)}).`);
}

async function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://local').pathname;
    const file = join(folder, path === '/' ? 'index.html' : path);
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? NaN;

const round = (value: number): number => Math.round(value * 10) / 10;

async function lasso(page: Page): Promise<void> {
  const around = (i: number): [number, number] => {
    const angle = (i / 90) * 2 * Math.PI;
    return [700 + 380 * Math.cos(angle), 450 + 260 * Math.sin(angle)];
  };
  await page.mouse.move(...around(0));
  await page.mouse.down();
  for (let i = 1; i < 90; i++) await page.mouse.move(...around(i));
  await page.mouse.up();
}

async function measure(browser: Browser, url: string, accounts: number): Promise<Figure[]> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(`${url}?accounts=${accounts}`);
  const first = (await page.evaluate('window.mapBench.firstDraw')) as number;
  await page.waitForTimeout(500);
  const together = (await page.evaluate("window.mapBench.edit('together')")) as number;
  await page.waitForTimeout(300);
  const edit = (await page.evaluate("window.mapBench.edit('scattered')")) as number;
  await lasso(page);
  const held = (await page.evaluate('window.mapBench.lasso')) as {
    ms: number;
    rows: number;
    previews: number;
  };
  const pan = (await page.evaluate('window.mapBench.pan()')) as number[];
  const zoom = (await page.evaluate('window.mapBench.zoom()')) as number[];
  const close = (await page.evaluate('window.mapBench.close()')) as number[];
  const heap = (await page.evaluate('performance.memory.usedJSHeapSize')) as number;
  await page.close();
  const at = `${accounts.toLocaleString('en-US')} accounts`;
  return [
    { name: `${at}: first drawing, basemap included`, value: round(first), unit: 'ms', target: 2000 },
    {
      name: `${at}: 30 neighbours moved, to the next frame`,
      value: round(together),
      unit: 'ms',
      target: 200,
    },
    {
      name: `${at}: 30 scattered accounts moved, to the next frame`,
      value: round(edit),
      unit: 'ms',
      target: 200,
    },
    {
      name: `${at}: lasso let go, to its ${held.rows.toLocaleString('en-US')} rows`,
      value: round(held.ms),
      unit: 'ms',
      target: 50,
    },
    {
      name: `${at}: previews while the lasso was drawn`,
      value: held.previews,
      unit: 'count',
      moreIsBetter: true,
    },
    { name: `${at}: frame while panning, median`, value: round(quantile(pan, 0.5)), unit: 'ms' },
    { name: `${at}: frame while panning, 95th percentile`, value: round(quantile(pan, 0.95)), unit: 'ms' },
    { name: `${at}: frame while zooming, median`, value: round(quantile(zoom, 0.5)), unit: 'ms' },
    { name: `${at}: frame while zooming, 95th percentile`, value: round(quantile(zoom, 0.95)), unit: 'ms' },
    { name: `${at}: first picture at zoom 10`, value: round(close[0] ?? NaN), unit: 'ms' },
    { name: `${at}: next picture at zoom 10`, value: round(close[1] ?? NaN), unit: 'ms' },
    { name: `${at}: script memory`, value: round(heap / 1e6), unit: 'MB' },
  ];
}

export const map: Benchmark = {
  name: 'map',
  summary: 'the map at 10,000 and 100,000 accounts, in a real browser without a graphics card',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bailiwick-map-bench-'));
    await buildPage(folder);
    const server = await serve(folder);
    const executablePath = process.env['BAILIWICK_CHROMIUM'] ?? '/usr/bin/chromium';
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const args = ['--disable-gpu', '--enable-precise-memory-info', ...sandbox];
    const browser = await chromium.launch({ executablePath, args });
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const figures: Figure[] = [];
      for (const accounts of SIZES) figures.push(...(await measure(browser, url, accounts)));
      return figures;
    } finally {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
