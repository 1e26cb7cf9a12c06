/** The first journey in a real browser: from an empty laptop to a changed plan that outlives everything. */
import type { Page } from '@playwright/test';
import { expect, test } from './bailiwick.ts';

const territories = (page: Page) => page.getByRole('grid', { name: 'Territories' });
const saved = (page: Page) => expect(page.getByText(/^Saved /)).toBeVisible();

/** Accounts of the territory that a row of the table names. */
async function accountsOf(page: Page, name: string): Promise<number> {
  const row = territories(page).getByRole('row').filter({ hasText: name }).first();
  return Number((await row.getByRole('gridcell').nth(1).textContent())?.replaceAll(/\D/g, ''));
}

async function openSample(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(territories(page).getByRole('row').nth(3)).toBeVisible();
  await saved(page);
}

/** Draws a freehand ring around the middle of the map. */
async function lasso(page: Page): Promise<void> {
  const map = page.locator('.plan-map-host');
  const box = (await map.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.keyboard.press('l');
  const point = (turn: number): [number, number] => [
    box.x + box.width * (0.55 + 0.09 * Math.cos(turn)),
    box.y + box.height * (0.5 + 0.12 * Math.sin(turn)),
  ];
  await page.mouse.move(...point(0));
  await page.mouse.down();
  for (let i = 1; i <= 24; i++) await page.mouse.move(...point((i / 24) * 2 * Math.PI));
  await page.mouse.up();
  await expect(page.getByRole('region', { name: 'Selection' }).getByText(/^[\d,]+ accounts?$/)).toBeVisible();
}

test('an empty laptop shows a real sample plan, and a lasso stages a move that Enter makes, undo takes back and a reload keeps', async ({
  page,
  bailiwick,
}) => {
  await openSample(page, bailiwick.url);
  await expect(page.getByRole('button', { name: /US hospitals/ })).toBeVisible();
  const before = await accountsOf(page, 'New England');

  await lasso(page);
  await page.keyboard.press('1');
  const strip = page.getByRole('region', { name: 'What this move would do' });
  await expect(strip).toContainText('to New England');
  expect(await accountsOf(page, 'New England')).toBe(before);

  await page.keyboard.press('Escape');
  await expect(strip).toBeHidden();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await expect(strip).toBeHidden();
  await expect.poll(() => accountsOf(page, 'New England')).toBeGreaterThan(before);
  const after = await accountsOf(page, 'New England');

  await page.keyboard.press('Control+z');
  await expect.poll(() => accountsOf(page, 'New England')).toBe(before);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => accountsOf(page, 'New England')).toBe(after);

  await page.reload();
  await expect.poll(() => accountsOf(page, 'New England'), { timeout: 180_000 }).toBe(after);
  await page.keyboard.press('Control+z');
  await expect.poll(() => accountsOf(page, 'New England')).toBe(before);
});

test('a page killed in the middle of an edit loses nothing that was shown as done', async ({
  page,
  context,
  bailiwick,
}) => {
  await openSample(page, bailiwick.url);
  const before = await accountsOf(page, 'New York');
  await lasso(page);
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await expect.poll(() => accountsOf(page, 'New York')).toBeGreaterThan(before);
  const shown = await accountsOf(page, 'New York');
  // The next edit is asked for and the page dies before it can be shown.
  await page.keyboard.press('Control+z');
  const client = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // A crashed page never answers.
  void client.send('Page.crash').catch(() => undefined);
  await crashed;
  const again = await context.newPage();
  await again.goto(bailiwick.origin);
  await expect(territories(again).getByRole('row').nth(3)).toBeVisible();
  // The undo had either reached the disk whole or not at all.
  expect([before, shown]).toContain(await accountsOf(again, 'New York'));
  await lasso(again);
  await again.keyboard.press('2');
  await again.keyboard.press('Enter');
  await expect.poll(() => accountsOf(again, 'New York')).toBeGreaterThanOrEqual(shown);
});

test('two windows on one plan follow each other and share one history', async ({
  page,
  context,
  bailiwick,
}) => {
  await openSample(page, bailiwick.url);
  const other = await context.newPage();
  await other.goto(bailiwick.origin);
  await expect(territories(other).getByRole('row').nth(3)).toBeVisible();
  const before = await accountsOf(other, 'New England');

  await lasso(page);
  await territories(page).getByRole('row').filter({ hasText: 'New England' }).first().click();
  await expect(page.getByRole('region', { name: 'What this move would do' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => accountsOf(page, 'New England')).toBeGreaterThan(before);
  const after = await accountsOf(page, 'New England');
  await expect.poll(() => accountsOf(other, 'New England')).toBe(after);

  await other.keyboard.press('Control+z');
  await expect.poll(() => accountsOf(page, 'New England')).toBe(before);
});
