/** Files dropped on the page, past bookings, and a newer file taken into the plan and back out of it. */
import type { Page } from '@playwright/test';
import { expect, test } from './bailiwick.ts';

const ACCOUNTS = [
  'id,name,city,state,zip,potential usd,owner',
  'a1,Mercy,Denver,CO,80202,1000,Ann Lee',
  'a2,Grace,Boulder,CO,80301,2000,Bo Raymond',
  'a3,Hope,Pueblo,CO,81003,3000,Bo Raymomd',
].join('\n');
const REPS = [
  'rep,home city,home state,territory',
  'Ann Lee,Denver,CO,North',
  'Bo Raymond,Pueblo,CO,South',
].join('\n');
const BOOKINGS = [
  'deal id,account id,amount,close date,stage',
  'd1,a1,500,2025-01-15,Won',
  'd2,a1,250,2025-06-30,Won',
  'd3,a9,900,2025-07-01,Won',
  'd4,a2,400,2025-08-01,Lost',
].join('\n');
const NEWER = [
  'id,name,city,state,zip,potential usd,owner',
  'a1,Mercy General,Denver,CO,80202,1500,Ann Lee',
  'a3,Hope,Pueblo,CO,81003,3000,Bo Raymond',
  'a4,Joy,Denver,CO,80202,700,Ann Lee',
].join('\n');

async function drop(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const data = await page.evaluateHandle((named) => {
    const transfer = new DataTransfer();
    for (const [name, text] of Object.entries(named))
      transfer.items.add(new File([text], name, { type: 'text/csv' }));
    return transfer;
  }, files);
  const step = page.locator('.data-step');
  await step.dispatchEvent('dragenter', { dataTransfer: data });
  await expect(page.getByText('Drop to read')).toBeVisible();
  await step.dispatchEvent('drop', { dataTransfer: data });
  await expect(page.getByText('Drop to read')).toBeHidden();
}

async function toCreate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Match columns' }).click();
  await page.getByRole('button', { name: 'Check the data' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test('[ING-01] [ING-21] dropped accounts, reps and bookings make a plan that a newer file updates in place', async ({
  page,
  bailiwick,
}) => {
  await page.goto(bailiwick.url);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Bring data' })).toBeVisible();
  await drop(page, { 'accounts.csv': ACCOUNTS, 'reps.csv': REPS, 'bookings.csv': BOOKINGS });
  await expect(page.getByText('4 rows, 5 columns')).toBeVisible();
  await page.getByRole('button', { name: 'Match columns' }).click();
  await expect(page.getByLabel('What bookings.csv holds')).toHaveValue('bookings');
  await page.getByRole('button', { name: 'Check the data' }).click();
  const bookings = page.getByRole('region', { name: 'Past bookings' });
  await expect(bookings).toContainText('2 of 4 rows put to 1 account', { timeout: 180_000 });
  await expect(bookings).toContainText('"a9" has 1 booking but is not among the accounts');
  await page.getByRole('tab', { name: /^Findings/ }).click();
  await page
    .getByRole('navigation', { name: 'Kinds of findings' })
    .getByText('Owner not among the reps')
    .click();
  await expect(page.getByText(/Bo Raymond is spelt alike/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Front Range');
  await page.getByRole('button', { name: 'Create plan' }).click();
  await expect(page.getByText('3 accounts in planning')).toBeVisible();

  await page.getByRole('tab', { name: /^Findings/ }).click();
  await page
    .getByRole('navigation', { name: 'Kinds of findings' })
    .getByText('Owner not among the reps')
    .click();
  await page.getByLabel('“Bo Raymomd” is').selectOption('Bo Raymond');
  await page.getByRole('button', { name: 'Set on 1 account' }).click();
  await expect(
    page.getByRole('navigation', { name: 'Kinds of findings' }).getByText('Owner not among the reps'),
  ).toBeHidden();

  await drop(page, { 'newer.csv': NEWER });
  await toCreate(page);
  await page.getByRole('button', { name: /These accounts go into/ }).click();
  await page.getByRole('option', { name: /Front Range/ }).click();
  const preview = page.getByRole('region', { name: 'What changes' });
  await expect(preview.getByRole('heading', { name: 'New 1' })).toBeVisible();
  await expect(preview.getByRole('heading', { name: 'Changed 1' })).toBeVisible();
  await expect(preview.getByRole('heading', { name: 'Gone 1' })).toBeVisible();
  await expect(preview).toContainText('Grace');
  await page.getByRole('button', { name: 'Update the plan' }).click();
  await expect(page.getByText('3 accounts in planning')).toBeVisible();
  await expect(page.getByText(/1 closed site/)).toBeVisible();
  await page.getByRole('tab', { name: /^Import/ }).click();
  await expect(page.getByRole('region', { name: 'newer.csv' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'bookings.csv' })).toBeVisible();

  await page.getByRole('link', { name: 'Design' }).click();
  const table = page.getByRole('grid', { name: 'Accounts' });
  await expect(table).toContainText('Mercy General', { timeout: 180_000 });
  await expect(table).toContainText('Joy');
  await page.keyboard.press('Control+z');
  await expect(table).not.toContainText('Joy');
  await expect(table).toContainText('Grace');
  await page.reload();
  await expect(table).toContainText('Grace', { timeout: 180_000 });
  await page.keyboard.press('Control+Shift+z');
  await expect(table).toContainText('Joy');
});

test('[ING-01] [ING-05] territories and quotas come from a file of their own, and the quotas add up to its total', async ({
  page,
  bailiwick,
}) => {
  await page.goto(bailiwick.url);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Bring data' })).toBeVisible();
  await drop(page, {
    'accounts.csv': ACCOUNTS,
    'territories.csv':
      'Territory,Rep,Base city,Base state,Quota,Reason\nNorth,Ann Lee,Denver,CO,600,Launch\nSouth,Bo Raymond,Pueblo,CO,,\nTotal,,,,1000,\n',
  });
  await page.getByRole('button', { name: 'Match columns' }).click();
  await expect(page.getByLabel('What territories.csv holds')).toHaveValue('territories');
  await page.getByRole('button', { name: 'Check the data' }).click();
  await expect(page.getByRole('region', { name: 'Territories and quotas' })).toContainText(
    '2 territories, 1 quota, team target $1K',
    { timeout: 180_000 },
  );
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('2 territories from the file of territories').first()).toBeVisible();
  await page.getByRole('button', { name: 'Create plan' }).click();
  await expect(page.getByText('3 accounts in planning')).toBeVisible();
  await page.getByRole('link', { name: 'Quota', exact: true }).click();
  await expect(page.getByRole('textbox', { name: /Team target/ })).toHaveValue(/1,?000/);
  await expect(page.getByRole('grid', { name: /Quota/ })).toContainText('North');
  await expect(page.getByRole('grid', { name: /Quota/ })).toContainText('South');
});
