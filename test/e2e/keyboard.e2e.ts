/** From a file to a committed move without a mouse: Tab, arrows, Space, Enter and the keys the help page lists. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './bailiwick.ts';

const ROWS = [
  ['Mercy', 'Denver', '80202', 1000, 'North'],
  ['Grace', 'Boulder', '80301', 2000, 'North'],
  ['Hope', 'Pueblo', '81003', 3000, 'South'],
  ['Faith', 'Trinidad', '81082', 4000, 'South'],
] as const;
const CSV = [
  'id,name,city,state,zip,potential usd,territory',
  ...ROWS.map(
    ([name, city, zip, size, territory], i) => `a${i},${name},${city},CO,${zip},${size},${territory}`,
  ),
].join('\n');

const MOST_TABS = 120;

/** Tabs on until what is focused is called “role name”. */
async function reach(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < MOST_TABS; i++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const role = element?.role ?? element?.tagName.toLowerCase() ?? '';
      return `${role} ${element?.ariaLabel ?? element?.textContent ?? ''}`;
    });
    if (name.test(focused.trim())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${String(name)}`);
}

async function press(page: Page, name: RegExp): Promise<void> {
  await reach(page, name);
  await page.keyboard.press('Enter');
}

test('[DSN-05] a file is brought, an account moved, the move committed and undone by keyboard alone', async ({
  page,
  bailiwick,
}) => {
  const path = join(bailiwick.folder, 'colorado.csv');
  writeFileSync(path, CSV);
  await page.goto(bailiwick.url);
  await expect(page.getByRole('grid', { name: 'Territories' })).toBeVisible();

  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('button', { name: 'Bring data' })).toBeVisible();
  await press(page, /^button Bring data$/);
  const chooser = page.waitForEvent('filechooser');
  await press(page, /^button Choose files/);
  await (await chooser).setFiles(path);
  await expect(page.getByText('4 rows, 7 columns')).toBeVisible();
  await press(page, /^button Match columns$/);
  await press(page, /^button Check the data$/);
  await expect(page.getByText(/4 accounts ready/)).toBeVisible();
  await press(page, /^button Continue$/);
  await press(page, /^button Create plan$/);
  await expect(page.getByText('4 accounts in planning')).toBeVisible();

  await page.keyboard.press('Alt+3');
  const accounts = page.getByRole('grid', { name: 'Accounts' });
  await expect(accounts).toContainText('Mercy', { timeout: 180_000 });
  await reach(page, /^grid Accounts$/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(accounts.getByRole('columnheader').first()).toHaveAttribute(
    'aria-sort',
    /ascending|descending/,
  );
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(accounts.locator('[aria-selected="true"]')).toHaveCount(1);
  const row = accounts.locator('[aria-selected="true"]');
  const before = await row.textContent();
  await page.keyboard.press(before?.includes('North') === true ? '2' : '1');
  const strip = page.getByRole('region', { name: 'What this move would do' });
  await expect(strip).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(strip).toBeHidden();
  await expect(page.locator('[role="status"][aria-live="polite"]').first()).toContainText(
    /Move 1 account .*: done/,
  );
  await page.keyboard.press('Control+z');
  await expect(page.locator('[role="status"][aria-live="polite"]').first()).toContainText(
    /Undo: Move 1 account/,
  );
});
