/** A quarter of a million rows: the page stays a page while the worker reads, and stopping is always possible. */
import { createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './bailiwick.ts';

const ROWS = 250_000;
const sample = join(import.meta.dirname, '../../assets/sample/accounts.csv');

/** The sample's places again and again, each time under another number, so that the rows are spread as accounts are. */
async function synthetic(folder: string): Promise<string> {
  const path = join(folder, 'large.csv');
  const places = readFileSync(sample, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => /(?:^|,)([^",]+),([A-Z]{2}),(\d{5}),/.exec(line)?.slice(1, 4).join(',') ?? []);
  const file = createWriteStream(path);
  file.write('account_id,name,street,city,state,zip,beds,last_updated\n');
  for (let row = 0; row < ROWS; row++) {
    const place = places[row % places.length] ?? '';
    const line = `A-${row},Clinic ${row.toString(36)},${row} Main St,${place},${row % 997},2026-0${1 + (row % 9)}-15\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return path;
}

/** Counts the turns of the page's own event loop: a frozen page takes none. */
const countTurns = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const state = globalThis as unknown as { turns: number };
    state.turns = 0;
    setInterval(() => state.turns++, 10);
  });
const turns = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { turns: number }).turns);

test('[ING-01] 250,000 rows are read while the page answers, and reading or checking them can be cancelled', async ({
  page,
  bailiwick,
}) => {
  const path = await synthetic(bailiwick.folder);
  await page.goto(bailiwick.url);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const begin = page.getByRole('button', { name: 'Bring data' });
  const drop = page.getByText('Drop your spreadsheets here');
  await expect(begin.or(drop)).toBeVisible();
  if (await begin.isVisible()) await begin.click();
  const input = page.getByLabel('Choose files', { exact: true }).and(page.locator('input'));

  await input.setInputFiles(path);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Reading was cancelled. Nothing of it was kept.')).toBeVisible();

  await countTurns(page);
  await page.getByRole('button', { name: 'Read again' }).click();
  const reading = page.getByRole('progressbar', { name: 'Reading rows' });
  await expect(reading).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await reading.count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect(page.getByText('250,000 rows, 8 columns')).toBeVisible({ timeout: 180_000 });
  expect(await turns(page)).toBeGreaterThan(20);

  await page.getByRole('button', { name: 'Match columns' }).click();
  await page.getByRole('button', { name: 'Check the data' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Checking was cancelled')).toBeVisible();
  await page.getByRole('button', { name: 'Check the data' }).click();
  await expect(page.getByText('250,000 accounts ready', { exact: false })).toBeVisible({ timeout: 180_000 });
});
