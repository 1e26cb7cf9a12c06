/** The Data step as a person goes through it: a portal's export and a roster come in, faults are mended and taken back. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Download, Page } from '@playwright/test';
import type { Bailiwick } from './bailiwick.ts';
import { writeXlsx } from '../../formats/xlsx/write-xlsx.ts';
import { expect, test } from './bailiwick.ts';

const fixtures = join(import.meta.dirname, '../fixtures/accounts');
const roster = join(import.meta.dirname, '../../assets/sample/reps.csv');

function hospitals(folder: string): string {
  const path = join(folder, 'hospitals.csv');
  writeFileSync(path, gunzipSync(readFileSync(join(fixtures, 'hospitals_hifld_as_exported.csv.gz'))));
  return path;
}

async function openImport(page: Page, bailiwick: Bailiwick): Promise<void> {
  await page.goto(bailiwick.url);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const bring = page.getByRole('button', { name: 'Bring data' });
  const drop = page.getByText('Drop your spreadsheets here');
  await expect(bring.or(drop)).toBeVisible();
  if (await bring.isVisible()) await bring.click();
  await expect(drop).toBeVisible();
}

const bring = (page: Page, ...files: string[]): Promise<void> =>
  page.getByLabel('Choose files', { exact: true }).and(page.locator('input')).setInputFiles(files);

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

/** The number a tab carries beside its label; 0 where it carries none. */
async function countOn(page: Page, tab: string): Promise<number> {
  const label = await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).textContent();
  return Number((label ?? '').replace(/\D/g, '') || '0');
}

const checkedAgain = (page: Page): Promise<void> =>
  expect(page.getByRole('region', { name: 'Data of the plan' })).toHaveAttribute('aria-busy', 'false', {
    timeout: 180_000,
  });

test('[ING-01] [ING-09] [ING-13] [IDR-04] [GEO-01] an export and a roster become a plan whose faults are mended in bulk, undone, merged and split', async ({
  page,
  bailiwick,
}) => {
  await openImport(page, bailiwick);
  await bring(page, hospitals(bailiwick.folder), roster);
  await expect(page.getByText('8,013 rows, 27 columns')).toBeVisible();
  await expect(page.getByText('24 rows, 12 columns')).toBeVisible();

  await page.getByRole('button', { name: 'Match columns' }).click();
  await expect(page.getByLabel('Field of ZIP', { exact: true })).toHaveValue('postalCode');
  await expect(page.getByLabel('Field of BEDS')).toHaveValue('potential');
  await expect(page.getByLabel('Field of HELIPAD')).toHaveValue('');
  await expect(page.getByLabel('What reps.csv holds')).toHaveValue('reps');
  await page.getByLabel('Field of TRAUMA').selectOption('tier');

  await page.getByRole('button', { name: 'Check the data' }).click();
  await expect(page.getByText('24 reps in 24 territories')).toBeVisible({ timeout: 300_000 });
  await expect(page.getByText('368 say “-999”')).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save findings as CSV' }).click();
  const csv = await textOf(await saved);
  expect(csv.split('\r\n')[0]).toBe(
    '\u{feff}of,row,account_id,name,severity,rule,title,field,value,message,fix',
  );
  expect(csv.split('\r\n').filter((line) => line.includes(',closed-site,')).length).toBeGreaterThan(300);

  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Hospitals FY27');
  await page.getByRole('button', { name: 'Create plan' }).click();
  await expect(page.getByRole('tab', { name: /Overview/ })).toBeVisible();
  await expect(page.getByText('8,013 accounts in planning')).toBeVisible();
  await checkedAgain(page);

  await page.getByRole('tab', { name: /^Findings/ }).click();
  await page.getByRole('navigation', { name: 'Kinds of findings' }).getByText('Closed site').click();
  const fixAll = page.getByRole('button', { name: /^Fix all / });
  const closed = Number((await fixAll.textContent())?.replace(/\D/g, ''));
  expect(closed).toBeGreaterThan(300);
  await fixAll.click();
  await checkedAgain(page);
  await page.getByRole('tab', { name: /^Overview/ }).click();
  await expect(
    page.getByText(`${(8013 - closed).toLocaleString('en-US')} accounts in planning`),
  ).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(page.getByText('8,013 accounts in planning')).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByText(/left out: .* closed sites/)).toBeVisible();
  await checkedAgain(page);

  await page.getByRole('tab', { name: /^Findings/ }).click();
  await page.getByRole('navigation', { name: 'Kinds of findings' }).getByText('No potential').click();
  const findings = await countOn(page, 'Findings');
  await page.getByRole('textbox', { name: 'Potential' }).fill('1,042 beds?');
  await page.getByRole('button', { name: 'Correct by hand' }).click();
  await expect(page.getByRole('alert')).toContainText('takes a number');
  await page.getByRole('textbox', { name: 'Potential' }).fill('1,042');
  await page.getByRole('button', { name: 'Correct by hand' }).click();
  await expect.poll(() => countOn(page, 'Findings'), { timeout: 180_000 }).toBe(findings - 1);
  await checkedAgain(page);

  await page.getByRole('tab', { name: /^Duplicates/ }).click();
  const pairs = await countOn(page, 'Duplicates');
  const side = page.getByRole('region', { name: 'Side by side' });
  await expect(side.getByText('same name')).toBeVisible();
  await side.getByRole('radio').nth(1).check();
  await page.keyboard.press('Escape');
  await side.getByRole('button', { name: 'Merge' }).click();
  await expect.poll(() => countOn(page, 'Merged'), { timeout: 180_000 }).toBe(1);
  expect(await countOn(page, 'Duplicates')).not.toBe(pairs);
  await checkedAgain(page);
  await side.getByRole('button', { name: 'Not the same' }).click();
  await page.getByRole('tab', { name: /^Merged/ }).click();
  await page.getByRole('button', { name: 'Split again' }).click();
  await expect(page.getByText('Nothing is merged')).toBeVisible();

  await page.reload();
  await expect(page.getByText(/left out: .* closed sites/)).toBeVisible();
  await page.getByRole('tab', { name: /^Import/ }).click();
  await expect(page.getByText('hospitals.csv')).toBeVisible();
  await expect(page.getByText(/Not stored: .*HELIPAD/)).toBeVisible();
});

test('[ING-01] a mapping is remembered: the same headers come matched as the person left them', async ({
  page,
  bailiwick,
}) => {
  const path = join(bailiwick.folder, 'small.csv');
  writeFileSync(
    path,
    'id,name,city,state,beds,mood\n1,Mercy,Denver,CO,120,good\n2,Grace,Boulder,CO,80,bad\n',
  );
  await openImport(page, bailiwick);
  await bring(page, path);
  await page.getByRole('button', { name: 'Match columns' }).click();
  await page.getByLabel('Field of mood').selectOption('segment');
  await page.getByRole('button', { name: 'Check the data' }).click();
  await expect(page.getByText('2 accounts ready', { exact: false })).toBeVisible();

  await page.reload();
  await openImport(page, bailiwick);
  await bring(page, path);
  await page.getByRole('button', { name: 'Match columns' }).click();
  await expect(page.getByText(/^Matched as on/)).toBeVisible();
  await expect(page.getByLabel('Field of mood')).toHaveValue('segment');
  await page.getByRole('button', { name: 'Match afresh' }).click();
  await expect(page.getByLabel('Field of mood')).toHaveValue('');
});

test('what cannot be read says what it is and what to do; broken rows can be saved, mended and brought again', async ({
  page,
  bailiwick,
}) => {
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(bailiwick.folder, name);
    writeFileSync(path, content);
    return path;
  };
  await openImport(page, bailiwick);
  await bring(page, write('picture.csv', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 73, 72)));
  await expect(page.getByText('picture.csv was not read')).toBeVisible();
  await expect(page.getByText(/Save it as \.xlsx or CSV/)).toBeVisible();
  await bring(page, write('header.csv', 'id,name,city\n'));
  await expect(page.getByText(/no rows below it/)).toBeVisible();
  await bring(page, write('locked.xlsx', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)));
  await expect(page.getByText(/password-protected workbook/)).toBeVisible();
  for (const name of ['picture.csv', 'header.csv', 'locked.xlsx'])
    await page.getByRole('button', { name: `Remove ${name}` }).click();

  await bring(
    page,
    write(
      'broken.csv',
      'id,name,city,state\n1,Mercy,Denver,CO\n2,Grace, Boulder,CO,extra\n3,Hope,Pueblo,CO\n',
    ),
  );
  await expect(page.getByText('1 broken line, listed under Check')).toBeVisible();
  await page.getByRole('button', { name: 'Match columns' }).click();
  await page.getByRole('button', { name: 'Check the data' }).click();
  await page.getByRole('tab', { name: /^Left out/ }).click();
  await expect(page.getByRole('grid', { name: 'Rows left out' })).toContainText('Line 3 has 5 cells');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the rest as CSV' }).click();
  const rest = (await textOf(await saved)).split('\r\n');
  expect(rest[0]).toContain('id,name,city,state,line_in_file,reason,text_in_file');
  expect(rest[1]).toContain(',3,');
});

test('rows pasted from a spreadsheet are read like a file', async ({ page, bailiwick }) => {
  await openImport(page, bailiwick);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'Name\tCity\tState\nMercy\tDenver\tCO\nGrace\tBoulder\tCO\n');
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await expect(page.getByRole('heading', { name: 'Pasted rows (Name, …)' })).toBeVisible();
  await expect(page.getByText('2 rows, 3 columns')).toBeVisible();
});

test('[ING-01] a workbook offers its sheets, and what was read is read again from the one that is chosen', async ({
  page,
  bailiwick,
}) => {
  const cells = (rows: readonly (readonly string[])[]) =>
    rows.map((row) => row.map((value) => ({ value, look: 'text' as const })));
  const sheet = (name: string, rows: readonly (readonly string[])[]) => ({
    name,
    widths: [12, 12, 12],
    rows: cells(rows),
    header: true,
  });
  const path = join(bailiwick.folder, 'book.xlsx');
  const notes = sheet('Notes', [
    ['Note', 'By'],
    ['Read me', 'Ann'],
  ]);
  const accounts = sheet('Accounts', [
    ['Name', 'City', 'State'],
    ['Mercy', 'Denver', 'CO'],
    ['Grace', 'Boulder', 'CO'],
  ]);
  writeFileSync(path, writeXlsx([notes, accounts]));
  await openImport(page, bailiwick);
  await bring(page, path);
  await expect(page.getByText('1 row, 2 columns')).toBeVisible();
  await page.getByLabel('Sheet').selectOption('Accounts');
  await expect(page.getByText('2 rows, 3 columns')).toBeVisible();
  await page.getByRole('button', { name: 'Match columns' }).click();
  await expect(page.getByLabel('Field of City')).toHaveValue('city');
});
