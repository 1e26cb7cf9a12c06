/** What a manager does with the optimizer: choose, watch, stop, compare, read what stops it, commit, take back once. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './bailiwick.ts';

const NAMES = readFileSync(join(import.meta.dirname, '../../assets/sample/reps.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.trim().split(',').at(-1) ?? '');

const APPROACHES = [
  ['Equal opportunity', /the same score in compact shapes/],
  ['Capacity', /within capacity at the least travel/],
  ['Potential', /most valuable accounts first/],
  ['Rules', /the nearest rep with room/],
  ['Least cost', /Least travel less score/],
  ['Hybrid', /the one to begin with/],
] as const;

const territories = (page: Page) => page.getByRole('grid', { name: 'Territories' }).getByRole('row');

async function openBuilder(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(territories(page).nth(3)).toBeVisible();
  await page.getByRole('tab', { name: 'Auto-build' }).click();
}

async function approach(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /Approach$/ }).click();
  await page.getByRole('option', { name, exact: true }).click();
}

const build = (page: Page) => page.getByRole('button', { name: 'Build', exact: true }).click();
const commit = (page: Page) => page.getByRole('button', { name: 'Commit', exact: true });
const discard = (page: Page) => page.getByRole('button', { name: 'Discard', exact: true }).click();

test('[DSN-07] [SCN-01] [SCN-02] [SCN-03] an approach is chosen, watched, stopped, compared, committed as one edit and undone as one', async ({
  page,
  bailiwick,
}) => {
  await openBuilder(page, bailiwick.url);
  const figures = async () => (await territories(page).allTextContents()).join('|');
  const before = await figures();
  for (const [name, says] of APPROACHES) {
    await approach(page, name);
    await expect(page.getByText(says)).toBeVisible();
  }
  await expect(page.getByRole('switch', { name: /^Move at most 15% of accounts/ })).toBeChecked();

  await build(page);
  await expect(page.getByRole('term').filter({ hasText: 'Nothing better than' })).toBeVisible();
  await expect(page.getByText('The best so far, and the line nothing can pass')).toBeVisible();
  await page.getByRole('button', { name: 'Stop, keep the best' }).click();
  await expect(commit(page)).toBeVisible();
  await expect(page.getByText('you stopped it')).toBeVisible();
  await expect(page.getByText('No hard rule broken')).toBeVisible();
  expect(await figures()).toBe(before);
  await discard(page);

  await page.getByRole('button', { name: 'Build alternatives' }).click();
  const group = page.getByRole('group', { name: 'Alternatives' });
  await expect(group.getByRole('button').nth(1)).toBeVisible();
  await expect(page.getByLabel('Alternatives by travel and by distance from target')).toBeVisible();
  await expect(page.getByText(/^We would take [A-C]\. It meets \d+ of 14 targets/)).toBeVisible();
  await expect(group.getByText('Recommended')).toHaveCount(1);
  await expect(page.getByRole('heading', { name: 'What stops it from being better' })).toBeVisible();
  await expect(page.getByText(/is worth .* of travel a year/).last()).toBeVisible();
  await expect(page.getByText(/bands? (met|not met)|All bands met/i).first()).toBeVisible();
  await page.getByRole('button', { name: 'Keep as a plan' }).click();
  await expect(page.getByRole('heading', { name: /is kept as a plan of its own/ })).toBeVisible();
  expect(await figures()).toBe(before);
  await group.getByRole('button').nth(1).click();
  await commit(page).click();
  await expect(commit(page)).toBeHidden();
  await expect.poll(figures).not.toBe(before);

  await page.keyboard.press('Control+z');
  await expect.poll(figures).toBe(before);
});

test('[OPT-09] a small proposal is searched exactly, and a large one says why it is not', async ({
  page,
  bailiwick,
}) => {
  await openBuilder(page, bailiwick.url);
  await build(page);
  await expect(commit(page)).toBeVisible();
  await expect(page.getByText('No exact search: even score is squared')).toBeVisible();
  await discard(page);
  await approach(page, 'Capacity');
  await build(page);
  await expect(commit(page)).toBeVisible();
  await expect(page.getByText('No exact search: the plan is too large')).toBeVisible();
  await discard(page);

  await page.getByRole('tab', { name: 'Inspector' }).click();
  // Everything is locked but two neighbours: a few hundred accounts are left to place.
  for (const name of NAMES.filter((each) => each !== 'Indiana' && each !== 'Michigan')) {
    await page.getByRole('searchbox', { name: 'Filter territories' }).fill(name);
    await territories(page).filter({ hasText: name }).first().click();
    await page
      .getByRole('tabpanel', { name: 'Inspector' })
      .getByRole('button', { name: 'Lock', exact: true })
      .click();
    await expect(page.getByRole('button', { name: 'Unlock', exact: true })).toBeVisible();
  }
  await page.getByRole('tab', { name: 'Auto-build' }).click();
  await build(page);
  const search = page.getByRole('button', { name: 'Search exactly for a better one' });
  await expect(search).toBeVisible();
  await search.click();
  const ended = page.getByText(/An exact solver looked it over|The exact search ended without a better one/);
  await expect(ended).toBeVisible();
});
