/** A person is found, handed what is held about her, and erased; patient data never gets in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { expect, test } from './bailiwick.ts';

const roster = Papa.parse<Record<string, string>>(
  readFileSync(join(import.meta.dirname, '../../assets/sample/reps.csv'), 'utf8'),
  { header: true, skipEmptyLines: true },
).data;
const name = Object.entries(roster[0] ?? {}).find(([header]) => /name|rep$/i.test(header))?.[1] ?? '';

async function openPrivacy(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('privacy');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Privacy' })).toBeVisible();
}

async function look(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /Name, e-mail/ }).fill(name.toUpperCase());
  await page.getByRole('button', { name: 'Look everywhere' }).click();
}

test('[PRV-04] [PRV-06] [PRV-09] a rep of the sample is found, handed out and erased, and the erasure names nobody', async ({
  page,
  bailiwick,
}) => {
  await page.goto(bailiwick.url);
  await expect(page.getByRole('grid', { name: 'Territories' }).getByRole('row').nth(3)).toBeVisible({
    timeout: 180_000,
  });
  await openPrivacy(page);
  await look(page);
  await expect(page.getByText(/values are held, known as/)).toBeVisible();

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save all that is held' }).click();
  const path = join(bailiwick.folder, 'access.zip');
  await (await saved).saveAs(path);
  const zip = unzipSync(new Uint8Array(readFileSync(path)));
  expect(new TextDecoder().decode(zip['access.json'])).toContain(name);
  expect(new TextDecoder().decode(zip['access.html'])).toContain('What is held about');

  await page.getByRole('textbox', { name: 'Why' }).fill(`Asked by ${name}`);
  await page.getByRole('button', { name: 'Erase this person' }).click();
  await expect(page.getByRole('heading', { name: 'Privacy' })).toBeHidden();
  await expect(page.getByRole('grid', { name: 'Territories' }).getByRole('row').nth(3)).toBeVisible({
    timeout: 180_000,
  });
  await openPrivacy(page);
  await expect(page.getByText(/^Person [0-9A-F]{8}, .*: Asked by Person/)).toBeVisible();
  await look(page);
  await expect(page.getByText(/^Nothing is held\./)).toBeVisible();

  await page.getByRole('tab', { name: 'Incidents and reviews' }).click();
  await page.getByRole('textbox', { name: 'What happened' }).fill('A laptop was lost');
  await page.getByRole('button', { name: 'Start the 72 hours' }).click();
  await expect(page.getByText(/^7[12] hours left$/)).toBeVisible();
});
