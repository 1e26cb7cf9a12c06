/** `node scripts/screenshots.mjs`: the pictures in docs/screenshots, taken anew from the sample plan. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { ensureChromium } from './lib/browsers.mjs';
import { repository, start } from './lib/run.mjs';

const out = join(repository, 'docs/screenshots');
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-pictures-'));
const executablePath = await ensureChromium();
if (executablePath === null) throw new Error('No browser of the Chromium family is here.');
mkdirSync(out, { recursive: true });

const host = start(process.execPath, ['scripts/start.mjs', '--no-open'], {
  cwd: repository,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, BAILIWICK_HOME: join(folder, 'home'), BAILIWICK_PORT: '0' },
});
const url = await new Promise((resolve) =>
  host.stdout.on('data', (part) => {
    const found = /http:\/\/\S+launch=\S+/.exec(String(part))?.[0];
    if (found !== undefined) resolve(found);
  }),
);

const browser = await chromium.launch({
  executablePath,
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const go = (step) => page.getByRole('link', { name: step, exact: true }).click();
const picture = async (name, dark = false) => {
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(out, `${name}.png`) });
};

await page.goto(url);
await page.getByRole('grid', { name: 'Territories' }).getByRole('row').nth(3).waitFor({ timeout: 60_000 });
await page.getByRole('tab', { name: 'Auto-build' }).click();
await page.getByRole('button', { name: 'Build', exact: true }).click();
await page.getByRole('button', { name: 'Commit', exact: true }).waitFor({ timeout: 120_000 });
await picture('design-build');
await page.getByRole('button', { name: 'Commit', exact: true }).click();
await page.getByRole('tab', { name: 'Inspector' }).click();
await page.getByRole('grid', { name: 'Accounts' }).getByRole('row').nth(5).click();
await picture('design');
await picture('design-dark', true);
await page.keyboard.press('Alt+8');
await page.getByRole('grid', { name: 'Measures of both plans' }).waitFor();
await picture('compare');
await picture('compare-dark', true);
for (const step of ['Data', 'Score']) {
  await go(step);
  if (step === 'Data') await page.getByText('Completeness').first().waitFor();
  await picture(step.toLowerCase());
  await picture(`${step.toLowerCase()}-dark`, true);
}
await go('Quota');
await page.getByRole('textbox', { name: /Team target/ }).fill('120M');
await page.keyboard.press('Enter');
await page.getByText('Adds up to the last cent').waitFor();
await picture('quota');
await picture('quota-dark', true);
await go('Review');
await page.getByRole('textbox', { name: 'Your name' }).fill('Ada Novak');
for (const label of ['Passphrase', 'Passphrase again'])
  await page.getByLabel(label, { exact: true }).fill('a passphrase for pictures');
await page.getByRole('button', { name: 'Make my key' }).click();
await page.getByRole('button', { name: /^Sign and submit/ }).waitFor();
await picture('review');
await picture('review-dark', true);
await page.getByRole('button', { name: /^Sign and submit/ }).click();
await page.getByText('Waiting for approval').waitFor({ timeout: 90_000 });
await picture('release');
await picture('release-dark', true);
await page.keyboard.press('Alt+7');
await page.getByRole('tab', { name: 'Policy' }).click();
await picture('governance');
await picture('governance-dark', true);

await browser.close();
host.kill('SIGTERM');
rmSync(folder, { recursive: true, force: true });
