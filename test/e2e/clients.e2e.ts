/**
 * A consultant with two customers on one laptop: each has its own plans and people, a version of one is refused in the
 * other, a backup of one opens as a client again, and one is removed without the other noticing.
 */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect as soon, test } from './bailiwick.ts';
import { download, go, makeProfile, PASSPHRASE } from './people.ts';

const expect = soon.configure({ timeout: 60_000 });

async function manage(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('clients kept');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Clients' })).toBeVisible();
}

const ready = (page: Page) =>
  expect(page.getByRole('grid', { name: 'Territories' }).getByRole('row').nth(3)).toBeVisible();

async function goToClient(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Client: / }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  await expect(page.getByRole('button', { name: `Client: ${name}` })).toBeVisible();
}

async function rename(page: Page, to: string): Promise<void> {
  await page.getByRole('button', { name: /^Plan: / }).click();
  await page.getByRole('menuitem', { name: 'Rename this plan …' }).click();
  await page.getByRole('textbox', { name: 'Name of the plan' }).fill(to);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `Plan: ${to}` })).toBeVisible();
}

test('[ROL-07] [ROL-05] two customers are kept apart on one laptop, carried and removed one at a time', async ({
  page,
  bailiwick,
}) => {
  test.setTimeout(600_000);
  await page.goto(bailiwick.url);
  await ready(page);
  await rename(page, 'Acme 2027');
  await go(page, 'Review');
  await makeProfile(page, 'Ada Novak', 'Planner');
  await page.getByRole('button', { name: /^Sign and submit/ }).click();
  await expect(page).toHaveURL(/#release$/, { timeout: 120_000 });
  const bundle = join(bailiwick.folder, 'acme.zip');
  await download(page, /^Save the bundle/, bundle);

  await manage(page);
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await page.getByLabel('New name of My workspace').fill('Acme');
  await page.keyboard.press('Enter');
  await expect(page.getByText('open in this window')).toBeVisible();
  await page.getByLabel('Name of a new client').fill('Borealis');
  await page.getByRole('button', { name: 'Add and open it' }).click();
  await expect(page.getByRole('button', { name: 'Client: Borealis' })).toBeVisible();
  await expect(page).toHaveTitle('Borealis – Bailiwick');
  await ready(page);
  await page.getByRole('button', { name: /^Plan: / }).click();
  await expect(page.getByRole('menuitem', { name: /Acme/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await go(page, 'Release');
  await expect(page.getByText('Acme 2027')).toHaveCount(0);
  await go(page, 'Review');
  await expect(page.getByRole('textbox', { name: 'Your name' })).toBeVisible();

  await go(page, 'Release');
  await page.getByLabel('Open a bundle', { exact: true }).and(page.locator('input')).setInputFiles(bundle);
  await expect(page.getByRole('list', { name: 'Notices' })).toContainText('belongs to your client "Acme"');
  await expect(page.getByText('Acme 2027')).toHaveCount(0);

  await goToClient(page, 'Acme');
  await ready(page);
  await expect(page.getByRole('button', { name: 'Plan: Acme 2027' })).toBeVisible();
  await manage(page);
  await page.getByLabel('Passphrase for the backup').fill(PASSPHRASE);
  const backup = join(bailiwick.folder, 'acme.bailiwick-client');
  const bytes = await download(page, 'Save a backup', backup);
  expect(Buffer.from(bytes).includes('Novak')).toBe(false);
  const row = page.getByRole('list', { name: 'Clients' }).getByRole('listitem').filter({ hasText: 'Acme' });
  await row.getByRole('button', { name: 'Remove …' }).click();
  await expect(page.getByText('the keys of Ada Novak')).toBeVisible();
  await expect(page.getByText('1 signed version, 1 of which no store has received')).toBeVisible();
  await page.getByLabel('Type Acme to remove it').fill('Acme');
  await page.getByRole('button', { name: 'Remove for good' }).click();
  // With one client there is nothing to switch.
  await expect(page.getByRole('button', { name: /^Client: / })).toHaveCount(0);
  await ready(page);
  await expect(page.getByRole('button', { name: 'Plan: Acme 2027' })).toHaveCount(0);
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
    .not.toContain('bailiwick');

  await manage(page);
  await page.getByLabel('Backup of a client').setInputFiles(backup);
  await page.getByLabel('Its passphrase').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Open the backup' }).click();
  await expect(page.getByRole('button', { name: 'Client: Acme' })).toBeVisible();
  await ready(page);
  await expect(page.getByRole('button', { name: 'Plan: Acme 2027' })).toBeVisible();
  await go(page, 'Release');
  await expect(page.getByText('Acme 2027').first()).toBeVisible();
});
