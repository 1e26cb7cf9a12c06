/** From an approved version to files for Salesforce, and back again with what became of them. */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import Papa from 'papaparse';
import { expect, test } from './bailiwick.ts';
import { download, go, makeProfile, moveFound, openFew } from './people.ts';
import { exportsOf } from './salesforce.ts';

async function approvedVersion(page: Page): Promise<void> {
  await go(page, 'Design');
  await moveFound(page, 'SCRANTON', 'New York');
  await go(page, 'Review');
  await makeProfile(page, 'Ada Novak', 'Planner');
  await page.getByRole('button', { name: /^Sign and submit/ }).click();
  await expect(page.getByText('Waiting for approval')).toBeVisible({ timeout: 300_000 });
  await page.getByRole('button', { name: /Sign as/ }).click();
  await page.getByRole('option', { name: /Somebody else/ }).click();
  await makeProfile(page, 'Ben Carter', 'Finance');
  await page.getByRole('button', { name: 'Approve as Ben Carter' }).click();
  await expect(page.getByText('Genuine', { exact: true })).toBeVisible();
}

test('[SYN-01] [SYN-06] [APR-10] [DIS-06] an approved move becomes Bulk API files, drift stays away, and a fresh export shows it was made', async ({
  page,
  bailiwick,
}) => {
  page.setDefaultTimeout(180_000);
  await openFew(page, bailiwick);
  await approvedVersion(page);
  const bundle = await download(page, 'Save the approved bundle', join(bailiwick.folder, 'plan.zip'));

  await page.getByRole('button', { name: 'Write back to CRM' }).click();
  const { files, moves } = exportsOf(bundle, bailiwick.folder, 'baseline');
  expect(moves).toBeGreaterThan(0);
  const input = page.getByLabel('Add its exports', { exact: true }).and(page.locator('input'));
  await input.setInputFiles(files.slice(0, 2));
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await expect(page.getByText('There is no export of Territory2.', { exact: false })).toBeVisible();
  await input.setInputFiles(files);
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await expect(
    page.getByText(
      `${moves} ObjectTerritory2Association insert, ${moves} ObjectTerritory2Association delete`,
    ),
  ).toBeVisible();
  await page.getByRole('tab', { name: /^Conflicts/ }).click();
  await expect(page.getByText('CHANGED_IN_TARGET')).toBeVisible();

  const zip = unzipSync(
    await download(page, 'Save the files for the sandbox', join(bailiwick.folder, 'batch.zip')),
  );
  const csv = (name: string) =>
    Papa.parse<string[]>(new TextDecoder().decode(zip[name]), { skipEmptyLines: true }).data;
  expect(csv('apply/01-ObjectTerritory2Association.insert.csv')).toHaveLength(moves + 1);
  expect(csv('handover.csv').length).toBeGreaterThan(moves);
  expect(Object.keys(zip)).toContain('inverse/01-ObjectTerritory2Association.insert.csv');
  await expect(page.getByText('No results yet')).toBeVisible();

  const after = exportsOf(bundle, bailiwick.folder, 'approved');
  await page
    .getByLabel('Look again by export', { exact: true })
    .and(page.locator('input'))
    .setInputFiles(after.files);
  await expect(page.getByText(`All ${2 * moves} made`)).toBeVisible();

  // Production wants a release, signed by whom the policy lets; then the same files are there.
  await page.getByRole('button', { name: /Environment/ }).click();
  await page.getByRole('option', { name: /Production/ }).click();
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await expect(page.getByText('NOT_RELEASED')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Save the files/ })).toBeHidden();
  await page.getByRole('button', { name: /Sign as/ }).click();
  await page.getByRole('option', { name: /Ben Carter/ }).click();
  await page.getByRole('button', { name: 'Release as Ben Carter' }).click();
  await expect(page.getByText('Ben Carter released')).toBeVisible();
  await page.getByRole('button', { name: /^(Compare again|Show what would change)$/ }).click();
  await expect(page.getByRole('button', { name: 'Save the files for the production' })).toBeVisible();

  // What was prepared and what became of it outlives the window.
  await page.reload();
  await go(page, 'Release');
  await page.getByRole('button', { name: 'Write back to CRM' }).click();
  await expect(page.getByText(`All ${2 * moves} made`)).toBeVisible();
});
