import { readFileSync } from 'node:fs';
import { expect, test } from './bailiwick.ts';

test('[EXP-08] five questions are asked, answered from the plan, followed to the map, built, applied and saved', async ({
  page,
  bailiwick,
}) => {
  await page.goto(bailiwick.url);
  await page.getByRole('button', { name: 'Advisor: which accounts' }).click();
  const answer = page.locator('.advisor-answer');
  await expect(answer.getByRole('heading', { name: 'Is it fair?' })).toBeVisible();
  await expect(answer).toContainText('is most likely to feel disadvantaged');
  await expect(answer).toContainText('Sales so far');

  await page.getByRole('button', { name: 'Which accounts matter?' }).click();
  await expect(answer.getByRole('heading', { name: 'The first twenty, and how to work them' })).toBeVisible();
  await expect(answer.locator('table').first().locator('tbody tr')).toHaveCount(20);

  await page.getByRole('button', { name: 'Where is nobody yet?' }).click();
  await expect(answer).toContainText('Nothing in this plan says who is a customer');
  await expect(answer).toContainText('Low confidence');

  await page.getByRole('button', { name: 'What is one rep’s plan?' }).click();
  await expect(
    answer.getByRole('heading', { name: '7. Three risks, and what to do about them' }),
  ).toBeVisible();

  await page.getByRole('button', { name: 'How could territories be cut?' }).click();
  await page.getByRole('button', { name: 'Build and compare' }).click();
  await expect(answer).toContainText('We would take “');
  await expect(answer.locator('table').first().locator('thead th')).toHaveCount(5);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as Markdown' }).click();
  const path = await (await download).path();
  expect(readFileSync(path, 'utf8')).toContain('# How could territories be cut?');

  await page.getByRole('button', { name: /^Is it fair/ }).click();
  await page.getByRole('button', { name: 'Make it in the draft' }).first().click();
  await expect(page.getByRole('button', { name: /^Undo: Move \d+ accounts? for fairness/ })).toBeEnabled();
  await answer.getByRole('button', { name: 'Texas', exact: true }).first().click();
  await expect(page).toHaveURL(/#design$/);
});
