/** From `npm start` on a ready clone to a page a person can use. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { Benchmark, Figure } from './benchmark.ts';
import { elapsed, repository } from './benchmark.ts';

function startHost(home: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(repository(), 'scripts/start.mjs'), '--no-open'], {
    cwd: repository(),
    env: { ...process.env, BAILIWICK_HOME: home, BAILIWICK_PORT: '0' },
  });
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      const url = /http:\S+#launch=\S+/.exec(part.toString())?.[0];
      if (url !== undefined) resolve({ child, url });
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with code ${code}`)));
  });
}

export const startUp: Benchmark = {
  name: 'start-up',
  summary: 'time from npm start, on a ready clone, to the page',
  async run() {
    const home = mkdtempSync(join(tmpdir(), 'bailiwick-bench-'));
    let host: { child: ChildProcess; url: string } | undefined;
    const toAddress = await elapsed(async () => (host = await startHost(home)));
    const executablePath = process.env['BAILIWICK_CHROMIUM'] ?? '/usr/bin/chromium';
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const browser = await chromium.launch({ executablePath, args });
    try {
      const page = await browser.newPage();
      const toPage = await elapsed(async () => {
        await page.goto(host?.url ?? '');
        await page.waitForSelector('#app > *');
      });
      const figures: Figure[] = [
        { name: 'npm start to its address', value: Math.round(toAddress), unit: 'ms', target: 2000 },
        { name: 'address to the first screen', value: Math.round(toPage), unit: 'ms', target: 2000 },
      ];
      return figures;
    } finally {
      await browser.close();
      host?.child.kill();
      rmSync(home, { recursive: true, force: true });
    }
  },
};
