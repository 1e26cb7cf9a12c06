/** What a manager does with the optimizer: choose, watch, stop, compare, read what stops it, commit, take back once. */
import { expect, test } from './bailiwick.ts';

test('[DSN-07] [SCN-02] an approach is chosen, stopped, compared, committed as one edit and undone as one', async ({
  page,
  bailiwick,
}) => {
  await page.goto(bailiwick.url);
  const rows = page.getByRole('grid', { name: 'Territories' }).getByRole('row');
  await expect(rows.nth(3)).toBeVisible();
  const figures = async () => (await rows.allTextContents()).join('|');
  const before = await figures();

  await page.getByRole('tab', { name: 'Auto-build' }).click();
  await expect(page.getByRole('switch', { name: /^Move at most 15% of accounts/ })).toBeChecked();
  await page.getByRole('button', { name: 'Build', exact: true }).click();
  await page.getByRole('button', { name: 'Stop, keep the best' }).click();
  const commit = page.getByRole('button', { name: 'Commit', exact: true });
  await expect(commit).toBeVisible();
  await page.getByRole('button', { name: 'Discard', exact: true }).click();

  await page.getByRole('button', { name: 'Build alternatives' }).click();
  const group = page.getByRole('group', { name: 'Alternatives' });
  await expect(group.getByRole('button').nth(1)).toBeVisible({ timeout: 90_000 });
  await expect(page.getByLabel('Alternatives by travel and by distance from target')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What stops it from being better' })).toBeVisible();
  await group.getByRole('button').nth(1).click();
  await commit.click();
  await expect(commit).toBeHidden();
  await expect.poll(figures).not.toBe(before);

  await page.keyboard.press('Control+z');
  await expect.poll(figures).toBe(before);
});
