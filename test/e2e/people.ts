/** What people do on the way to a release, as several tests do it. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
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

/** A plan from files, by the import desk as a person goes through it. */
export async function bringPlan(page: Page, files: readonly string[], name: string): Promise<void> {
  await go(page, 'Data');
  await page.getByRole('button', { name: 'Bring data' }).click({ timeout: 60_000 });
  const input = page.getByLabel('Choose files', { exact: true }).and(page.locator('input'));
  await input.setInputFiles([...files]);
  await page.getByRole('button', { name: 'Match columns' }).click({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Check the data' }).click();
  await page.getByRole('button', { name: 'Continue' }).click({ timeout: 90_000 });
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create plan' }).click();
  await expect(page.getByText(/^[\d,]+ accounts in planning/)).toBeVisible({ timeout: 90_000 });
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
