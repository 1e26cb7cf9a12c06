/** Every screen, in both themes and in a small window, for people who do not see it or do not use a mouse. */
import type { Page } from '@playwright/test';
import { faultsOf, tabThrough } from './audit.ts';
import { expect, test } from './bailiwick.ts';

const STEPS = ['Data', 'Score', 'Design', 'Quota', 'Review', 'Release'] as const;

async function openStep(page: Page, step: (typeof STEPS)[number]): Promise<void> {
  await page.keyboard.press(`Alt+${STEPS.indexOf(step) + 1}`);
  await expect(page.getByRole('link', { name: step, exact: true })).toHaveAttribute('aria-current', 'step');
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 180_000 });
}

async function start(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole('grid', { name: 'Territories' })).toBeVisible();
}

for (const theme of ['light', 'dark'] as const)
  test(`every screen has names, landmarks and contrast in the ${theme} theme`, async ({
    page,
    bailiwick,
  }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await start(page, bailiwick.url);
    const faults: Record<string, string[]> = {};
    for (const step of STEPS) {
      await openStep(page, step);
      faults[step] = await faultsOf(page);
    }
    await openStep(page, 'Review');
    await page.getByRole('tab', { name: 'Pay and limits' }).click();
    faults['Pay and limits'] = await faultsOf(page);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    faults['Help'] = await faultsOf(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Find a command' })).toBeVisible();
    faults['Palette'] = await faultsOf(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Governance/ }).click();
    for (const tab of ['Waiting', 'Calendar and alerts', 'Roles and keys', 'Policy', 'Audit trail']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 180_000 });
      faults[tab] = await faultsOf(page);
    }
    await page.keyboard.press('Control+k');
    await page.keyboard.type('privacy');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Privacy' })).toBeVisible();
    faults['Privacy'] = await faultsOf(page);
    expect(faults).toEqual({
      Data: [],
      Score: [],
      Design: [],
      Quota: [],
      Review: [],
      Release: [],
      Help: [],
      Palette: [],
      'Pay and limits': [],
      Waiting: [],
      'Calendar and alerts': [],
      'Roles and keys': [],
      Policy: [],
      'Audit trail': [],
      Privacy: [],
    });
  });

test('Tab reaches everything on every screen, is always seen, and never trapped', async ({
  page,
  bailiwick,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await start(page, bailiwick.url);
  for (const step of STEPS) {
    await openStep(page, step);
    const walk = await tabThrough(page);
    expect({ step, cameRound: walk.cameRound, unseen: walk.unseen, missed: walk.missed }).toEqual({
      step,
      cameRound: true,
      unseen: [],
      missed: [],
    });
    expect(walk.stops.length).toBeGreaterThan(8);
    expect(walk.stops[0]).toContain('Skip to the step');
  }
});
