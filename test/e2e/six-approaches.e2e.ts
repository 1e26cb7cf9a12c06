/** The six approaches on a plan of few accounts: each built and read, one stopped, alternatives compared, one committed and taken back. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './bailiwick.ts';
import { bringPlan, fewAccounts, go } from './people.ts';

/** What each approach says of even territories once it has built. */
const APPROACHES = [
  ['Equal opportunity', /every territory’s score within ±5\.0%|bands? not met: score/],
  ['Capacity', /every territory’s workload within ±5\.0%|bands? not met: workload/],
  ['Potential', /This approach does not even out potential .* and workload/],
  ['Rules', /This approach does not even out potential .* and workload/],
  ['Least cost', /This approach does not even out potential .* and workload/],
  ['Hybrid', /every territory’s potential and workload within ±5\.0%|bands? not met: potential and workload/],
] as const;

const territories = (page: Page): Locator => page.getByRole('grid', { name: 'Territories' }).getByRole('row');
const commit = (page: Page): Locator => page.getByRole('button', { name: 'Commit', exact: true });
const discard = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Discard', exact: true }).click();

async function openFewInBuilder(page: Page, url: string, folder: string): Promise<void> {
  await page.goto(url);
  await bringPlan(page, fewAccounts(folder), 'Northeast 2027');
  await go(page, 'Design');
  await expect(territories(page).nth(3)).toBeVisible();
  await page.getByRole('tab', { name: 'Auto-build' }).click();
}

async function approach(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /Approach$/ }).click();
  await page.getByRole('option', { name, exact: true }).click();
}

test('[DSN-01] [DSN-02] [DSN-03] [DSN-04] [DSN-05] [DSN-06] [SCN-01] each approach says what it holds, a run is stopped, one is committed and undone at once, and its choices stay with the plan', async ({
  page,
  bailiwick,
}) => {
  await openFewInBuilder(page, bailiwick.url, bailiwick.folder);
  const figures = async (): Promise<string> => (await territories(page).allTextContents()).join('|');
  const before = await figures();

  for (const [name, says] of APPROACHES)
    await test.step(name, async () => {
      await approach(page, name);
      await page.getByRole('button', { name: 'Build', exact: true }).click();
      await expect(commit(page)).toBeVisible({ timeout: 60_000 });
      await expect(page.getByText(says)).toBeVisible();
      await expect(page.getByText(/best possible under these choices|bound is loose/).first()).toBeVisible();
      await expect(page.getByText('No hard rule broken')).toBeVisible();
      await expect(page.getByText(/of the objective/)).toHaveCount(0);
      expect(await figures()).toBe(before);
      await discard(page);
    });

  await test.step('a long run is watched and stopped, and keeps its best', async () => {
    await page.getByRole('button', { name: /Effort$/ }).click();
    await page.getByRole('option', { name: 'Thorough' }).click();
    await page.getByRole('textbox', { name: 'Potential within' }).fill('0.5%');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Build alternatives' }).click();
    await expect(page.getByRole('term').filter({ hasText: 'Best so far' })).toBeVisible();
    await page.getByRole('button', { name: 'Stop, keep the best' }).click();
    await expect(commit(page)).toBeVisible();
    await expect(page.getByText('you stopped it').first()).toBeVisible();
    await discard(page);
  });

  await test.step('alternatives are compared, one is committed and undone with one undo', async () => {
    await page.getByRole('textbox', { name: 'Share that may move' }).fill('10%');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: /Effort$/ }).click();
    await page.getByRole('option', { name: 'Quick' }).click();
    await page.getByRole('button', { name: 'Build alternatives' }).click();
    const group = page.getByRole('group', { name: 'Alternatives' });
    await expect(group.getByRole('button').nth(1)).toBeVisible({ timeout: 60_000 });
    await expect(group.getByText('Recommended')).toHaveCount(1);
    await group.getByRole('button').nth(1).click();
    await commit(page).click();
    await expect(commit(page)).toBeHidden();
    await expect.poll(figures).not.toBe(before);
    await page.keyboard.press('Control+z');
    await expect.poll(figures).toBe(before);
  });

  await test.step('the window is opened again, and the choices are still there', async () => {
    await page.reload();
    await expect(territories(page).nth(3)).toBeVisible();
    await page.getByRole('tab', { name: 'Auto-build' }).click();
    await expect(page.getByRole('textbox', { name: 'Share that may move' })).toHaveValue('10%');
    await expect(page.getByRole('textbox', { name: 'Potential within' })).toHaveValue('0.5%');
    await page.getByRole('button', { name: 'Back to the policy’s' }).click();
    await expect(page.getByRole('textbox', { name: 'Potential within' })).toHaveValue('5%');
  });
});
