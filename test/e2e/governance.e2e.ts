/**
 * Four people and a policy: a planner moves a third of the accounts, finance returns the version and then approves it, a
 * sales leader approves, an executive excepts what the guardrails forbid, finance releases; a policy is proposed by one
 * and agreed to by another; the trail has it all.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './bailiwick.ts';
import { go, makeProfile, openFew } from './people.ts';

async function somebodyElse(page: Page, name: string, role: string): Promise<void> {
  await page.getByRole('button', { name: /Sign as/ }).click();
  await page.getByRole('option', { name: /Somebody else/ }).click();
  await makeProfile(page, name, role);
}

async function decideAs(page: Page, button: RegExp | string, reason: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await page.getByRole('button', { name: button }).click();
}

test('[APR-01] [APR-06] [APR-09] [GOV-03] [AUD-01] [AUD-04] [AUD-05] a policy holds a redesign until the right people have looked at it', async ({
  page,
  bailiwick,
}) => {
  page.setDefaultTimeout(180_000);
  await openFew(page, bailiwick);
  await go(page, 'Design');
  await page.getByRole('tab', { name: 'Auto-build' }).click({ timeout: 300_000 });
  await page.getByRole('button', { name: 'Build', exact: true }).click();
  const commit = page.getByRole('button', { name: 'Commit', exact: true });
  await expect(commit).toBeEnabled({ timeout: 300_000 });
  await commit.click();
  await expect(commit).toBeHidden();
  await go(page, 'Quota');
  await page.getByRole('textbox', { name: /Team target/ }).fill('120M');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Adds up to the last cent')).toBeVisible();

  await go(page, 'Review');
  await expect(page.getByText('Quotas are set for the first time.', { exact: false })).toBeVisible();
  await expect(page.getByText('Going on needs an exception', { exact: false }).first()).toBeVisible();
  await makeProfile(page, 'Ada Novak', 'Planner');
  await page.getByRole('button', { name: /^Sign and submit/ }).click();
  await expect(page.getByText('Waiting for approval')).toBeVisible({ timeout: 300_000 });

  await somebodyElse(page, 'Ben Carter', 'Finance');
  await decideAs(page, 'Return for changes', 'Which figure did the board see?');
  await expect(page.getByText('Returned for changes')).toBeVisible();
  await decideAs(page, 'Approve as Ben Carter', 'The board saw this one');
  await expect(page.getByText('Waiting for approval')).toBeVisible();
  await expect(page.getByText('Finance: Ben Carter')).toBeVisible();

  await somebodyElse(page, 'Cy Young', 'Sales leader');
  await decideAs(page, 'Approve as Cy Young', 'Agreed with every manager');
  await expect(page.getByText(/Sales leader.*: Cy Young/).first()).toBeVisible();
  await expect(page.getByText('Waiting for approval')).toBeVisible();

  await somebodyElse(page, 'Dee Okoro', 'Executive');
  await page.getByText(/^Grant (this exception|these)/).click();
  await decideAs(page, 'Approve as Dee Okoro', 'A redesign, once');
  await page.getByRole('button', { name: 'Release as Ben Carter' }).click();
  await expect(page.getByRole('heading', { name: 'Released' })).toBeVisible();

  await page.getByRole('button', { name: /^Governance/ }).click();
  await expect(page.getByText('Nothing waits')).toBeVisible();
  await page.getByRole('tab', { name: 'Policy' }).click();
  const cap = page.getByRole('textbox', { name: 'Accounts that may move in a quarter' });
  await cap.fill('8');
  await cap.blur();
  await page.getByRole('textbox', { name: 'Why', exact: true }).fill('The steering group said so');
  await page.getByRole('button', { name: /^Propose it as/ }).click();
  await expect(page.getByText('Version 3, proposed')).toBeVisible();
  await page.getByRole('button', { name: /^Agree as/ }).click();
  await expect(page.getByText('Version 3, proposed')).toBeHidden();
  await page.getByRole('tab', { name: 'Audit trail' }).click();
  const grid = page.getByRole('grid', { name: 'Audit trail' });
  await expect(grid.getByText('Returned for changes')).toBeVisible();
  await expect(grid.getByText('Released', { exact: true })).toBeVisible();
  await expect(grid.getByText('Policy agreed')).toBeVisible();
  await page.getByRole('button', { name: 'Verify the chain' }).click();
  await expect(page.getByText(/trails of 1 version hold/)).toBeVisible();
  await grid.getByText('Edit', { exact: true }).last().click();
  await page.getByRole('button', { name: 'The plan as it stood then' }).click();
  await expect(page.getByText('As it stood after edit 1', { exact: false })).toBeVisible();
  await expect(page.getByText('Nothing here can be changed', { exact: false })).toBeVisible();
});
