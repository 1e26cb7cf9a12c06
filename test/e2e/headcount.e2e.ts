/** Headcount in a real browser: who leaves, which month falls short, and the hires that close it. */
import { expect, test } from './bailiwick.ts';

test('[CAP-06] a leaver makes July short, the proposed hires close it, undo and a reload keep to it, and a block is pasted', async ({
  page,
  bailiwick,
}) => {
  await page.goto(bailiwick.url);
  await expect(page.getByRole('grid', { name: 'Territories' }).getByRole('row').nth(3)).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('What do you want to do?').fill('headcount');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Every month is covered')).toBeVisible();

  const leavers = page.getByLabel('Leavers in July 2026');
  await leavers.fill('4');
  await leavers.press('Enter');
  await expect(page.getByText('Short from July 2026')).toBeVisible();
  await expect(page.getByText('2 reps by March 2026')).toBeVisible();

  await page.getByRole('button', { name: 'Add 2 hires' }).click();
  await expect(page.getByText('Every month is covered')).toBeVisible();
  await expect(page.getByLabel('Hires in March 2026')).toHaveValue('2');
  await page.reload();
  await page.getByRole('tab', { name: 'Headcount' }).click();
  await expect(page.getByLabel('Hires in March 2026')).toHaveValue('2');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Short from July 2026')).toBeVisible();

  await page.getByLabel('Hires in January 2026').evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '3\t1\r\n0\t2\r\n');
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(page.getByLabel('Hires in January 2026')).toHaveValue('3');
  await expect(page.getByLabel('Leavers in February 2026')).toHaveValue('2');
});

test('[GOV-06] a rep leaves: who takes over is proposed, committed as one edit, and undone', async ({
  page,
  bailiwick,
}) => {
  await page.goto(bailiwick.url);
  const row = page
    .getByRole('grid', { name: 'Territories' })
    .getByRole('row')
    .filter({ hasText: 'New England' })
    .first();
  const accounts = row.getByRole('gridcell').nth(1);
  await expect(accounts).not.toHaveText('0');
  const before = (await accounts.textContent()) ?? '';

  await page.getByRole('tab', { name: 'Auto-build' }).click();
  await page.getByText('What if …').click();
  await page.getByRole('button', { name: 'Propose who takes over' }).click();
  await expect(page.getByText(`${before} accounts of New England are handed over`)).toBeVisible();
  await expect(page.getByText(/No hard rule broken/)).toBeVisible();
  await page.getByRole('button', { name: 'Commit' }).click();
  await expect(accounts).toHaveText('0');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(accounts).toHaveText(before);
});
