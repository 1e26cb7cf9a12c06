/** What people do on the way to a release, as several tests do it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bailiwick } from './bailiwick.ts';
import { expect } from './bailiwick.ts';

export const PASSPHRASE = 'a long walk by the river';

export const go = (page: Page, step: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name: step, exact: true }).click();

export async function makeProfile(page: Page, name: string, role: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('button', { name: /You are/ }).click();
  await page.getByRole('option', { name: role, exact: true }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('Passphrase again').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Make my key' }).click();
}

const sample = join(import.meta.dirname, '../../assets/sample');

/** The sample's accounts of four territories: a plan whose bundle is made in a moment, on a busy machine too. */
export function fewAccounts(folder: string): readonly string[] {
  const near = /,(?:New York|Pennsylvania|Jersey and Delaware|New England)$/;
  return ['accounts.csv', 'reps.csv'].map((name) => {
    const [head = '', ...rows] = readFileSync(join(sample, name), 'utf8').trim().split(/\r?\n/);
    const path = join(folder, name);
    writeFileSync(path, [head, ...rows.filter((row) => near.test(row))].join('\n'));
    return path;
  });
}

/** A new laptop with the plan of few accounts open: for what is signed and judged, not for what is drawn. */
export async function openFew(page: Page, { url, folder }: Pick<Bailiwick, 'url' | 'folder'>): Promise<void> {
  await page.goto(url);
  await bringPlan(page, fewAccounts(folder), 'Northeast 2026');
}

/** A plan from files, by the import desk as a person goes through it. */
export async function bringPlan(page: Page, files: readonly string[], name: string): Promise<void> {
  await go(page, 'Data');
  await page.getByRole('button', { name: 'Bring data' }).click();
  const input = page.getByLabel('Choose files', { exact: true }).and(page.locator('input'));
  await input.setInputFiles([...files]);
  await page.getByRole('button', { name: 'Match columns' }).click();
  await page.getByRole('button', { name: 'Check the data' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create plan' }).click();
  await expect(page.getByText(/^[\d,]+ accounts in planning/)).toBeVisible();
}

/** Moves the accounts a search finds into a territory, as one edit. */
export async function moveFound(page: Page, search: string, territory: string): Promise<void> {
  await page.getByLabel('Find accounts by name, id or city').fill(search);
  await page.getByRole('button', { name: 'Select all', exact: true }).click();
  const strip = page.getByRole('region', { name: 'What this move would do' });
  await page
    .getByRole('grid', { name: 'Territories' })
    .getByRole('row')
    .filter({ hasText: territory })
    .first()
    .click();
  await expect(strip).toContainText(`to ${territory}`);
  await page.keyboard.press('Enter');
  await expect(strip).toBeHidden();
}

export async function submit(page: Page, note: string): Promise<void> {
  await go(page, 'Review');
  await page.getByRole('textbox', { name: 'Note to the approver' }).fill(note);
  await page.getByRole('button', { name: /^Sign and submit/ }).click();
  await expect(page.getByText('Waiting for approval')).toBeVisible({ timeout: 300_000 });
}

/** Presses a button that saves a file; its bytes. */
export async function download(page: Page, button: string | RegExp, path: string): Promise<Uint8Array> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  await (await saved).saveAs(path);
  return new Uint8Array(readFileSync(path));
}
