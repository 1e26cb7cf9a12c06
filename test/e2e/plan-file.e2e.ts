/** A plan leaves the laptop as a file, is removed for good, and comes back with its history. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './bailiwick.ts';

const choose = async (page: Page, item: string): Promise<void> => {
  await page.getByRole('button', { name: /^(Plan: |Choose a plan)/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('[LIF-01] a plan is saved as a file, deleted, removed for good with a confirmation, and opened again with its undo', async ({
  page,
  bailiwick,
}) => {
  await page.goto(bailiwick.url);
  await expect(page.getByRole('grid', { name: 'Territories' })).toBeVisible();
  await choose(page, 'Rename this plan …');
  await page.getByRole('textbox', { name: 'Name of the plan' }).fill('Going places');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Plan: Going places' })).toBeVisible();

  const download = page.waitForEvent('download');
  await choose(page, 'Save this plan as a file');
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('Going places.bailiwick');
  const path = join(bailiwick.folder, saved.suggestedFilename());
  await saved.saveAs(path);

  await choose(page, 'Delete this plan');
  await choose(page, 'Remove deleted plans for good …');
  const dialog = page.getByRole('dialog', { name: 'Remove deleted plans for good' });
  await expect(dialog).toContainText('Going places');
  await dialog.getByRole('button', { name: 'Keep them' }).press('Escape');
  await expect(dialog).toBeHidden();
  await choose(page, 'Remove deleted plans for good …');
  await dialog.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByRole('heading', { name: '1 plan removed for good' })).toBeVisible();

  const chooser = page.waitForEvent('filechooser');
  await choose(page, 'Open a plan file …');
  await (await chooser).setFiles(path);
  await expect(page.getByRole('button', { name: 'Plan: Going places' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Plan: US hospitals 2026' })).toBeVisible();
});
