/**
 * A representative decides nothing until she is granted a role for this cycle; the grant is in the trail, lets her decide in
 * that role alone, and ends; and a planner who grants herself finance still does not approve what she made.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './bailiwick.ts';
import { go, makeProfile, openFew } from './people.ts';

async function choose(page: Page, label: RegExp, option: RegExp): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

test('[ROL-01] [ROL-04] [APR-02] a role is asked for, granted for a cycle, used and ended, and the maker still does not check', async ({
  page,
  bailiwick,
}) => {
  page.setDefaultTimeout(180_000);
  await openFew(page, bailiwick);
  await go(page, 'Review');
  await makeProfile(page, 'Ada Novak', 'Planner');
  await page.getByRole('button', { name: /^Sign and submit/ }).click();
  await expect(page.getByText('Waiting for approval')).toBeVisible({ timeout: 300_000 });
  await choose(page, /Sign as/, /Somebody else/);
  await makeProfile(page, 'Rita Vance', 'Sales representative');
  await expect(
    page.getByText('No grant of Rita Vance covers this version today', { exact: false }),
  ).toBeVisible();

  await page.getByRole('button', { name: /^Governance/ }).click();
  await page.getByRole('tab', { name: 'Roles and keys' }).click();
  await choose(page, /^Sign as|Sign as$/, /Rita Vance/);
  await choose(page, /Who/, /Rita Vance/);
  await choose(page, /Acts as/, /Finance/);
  await page.getByRole('button', { name: 'Ask for it' }).click();
  await choose(page, /^Sign as|Sign as$/, /Ada Novak/);
  await page.getByRole('button', { name: 'Grant it' }).click();
  await expect(page.getByText('1 request was answered', { exact: false })).toBeVisible();
  await choose(page, /Who/, /Ada Novak/);
  await choose(page, /Acts as/, /Finance/);
  await page.getByRole('button', { name: 'Grant as Ada Novak' }).click();
  await expect(page.getByText(/FY\d{2}, every territory/)).toHaveCount(2);
  await page.getByRole('button', { name: 'Looked over: all still needed' }).click();
  await expect(page.getByText('Looked over last on', { exact: false })).toBeVisible();

  await go(page, 'Release');
  await choose(page, /Sign as/, /Ada Novak/);
  await expect(page.getByText('Ada Novak submitted this version', { exact: false })).toBeVisible();
  await choose(page, /Sign as/, /Rita Vance/);
  await page.getByRole('textbox', { name: 'Reason' }).fill('Nothing moves');
  await page.getByRole('button', { name: 'Approve as Rita Vance' }).click();
  await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible({ timeout: 180_000 });
  await expect(page.getByText('Finance · ', { exact: false })).toBeVisible();

  await page.getByRole('button', { name: /^Governance/ }).click();
  await page.getByRole('tab', { name: 'Roles and keys' }).click();
  await choose(page, /^Sign as|Sign as$/, /Ada Novak/);
  await page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Rita Vance' }) })
    .getByRole('listitem')
    .filter({ hasText: 'Finance' })
    .getByRole('button', { name: 'End it today' })
    .click();
  await expect(page.getByText('Ends today')).toBeVisible();
  await page.getByRole('tab', { name: 'Audit trail' }).click();
  const trail = page.locator('.audit-table');
  for (const words of ['Role asked for', 'Role granted', 'Grants looked over', 'Grant ended'])
    await expect(trail.getByText(words, { exact: true }).first()).toBeVisible();
  await expect(trail.getByText('Key of Rita Vance').first()).toBeVisible();
});
