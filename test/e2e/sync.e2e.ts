/**
 * One laptop and the store: a version is sent, the store dies and comes back, is restored from an older backup, and
 * shows another past under the same name. At each turn the laptop says what is so, and in the end nothing is lost.
 */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { TenantId } from '../../domain/brand.ts';
import { createWorkstation } from '../../workstation/workstations.ts';
import { build, must, samplePlan, sealed } from '../formats/bundle/sample.ts';
import { expect, test } from './bailiwick.ts';
import { CentralStore } from './central-store.ts';
import { go, makeProfile, openFew } from './people.ts';

async function submit(page: Page): Promise<void> {
  await go(page, 'Review');
  await page.getByRole('button', { name: /^Sign and submit/ }).click();
  await expect(page).toHaveURL(/#release$/);
}

async function connect(page: Page, store: CentralStore): Promise<void> {
  await go(page, 'Release');
  await page.getByLabel('Address of the store').fill(store.url);
  await page.getByRole('button', { name: 'Find the store' }).click();
  await expect(page.getByText('Compare this fingerprint')).toBeVisible();
  await page.getByLabel('Token the store gave you').fill(store.tokens[0] ?? '');
  await page.getByRole('button', { name: 'It is the same: sign in' }).click();
  await expect(page.getByText('ada@acme.example of acme')).toBeVisible();
}

test('[SYN] a laptop keeps what the store lacks, sends it again, and says what became of the store', async ({
  page,
  bailiwick,
}) => {
  page.setDefaultTimeout(180_000);
  const store = new CentralStore(join(bailiwick.folder, 'store'), ['acme:ada@acme.example:administrator']);
  const [backup, older] = [join(bailiwick.folder, 'backup'), join(bailiwick.folder, 'older')];
  const received = page.getByText(/^Received by the store, entry/);
  const chip = page.locator('.sync-chip');
  const states = async (): Promise<readonly [string, string | null][]> => {
    const { stdout } = await bailiwick.cli('log', '--json');
    const { versions } = JSON.parse(stdout) as {
      versions: { state: string; logIndex: number | null }[];
    };
    return versions.map(({ state, logIndex }) => [state, logIndex === null ? null : String(logIndex)]);
  };
  try {
    await store.start();
    await openFew(page, bailiwick);
    await connect(page, store);
    await go(page, 'Review');
    await makeProfile(page, 'Ada Novak', 'Planner');
    await submit(page);
    // A plan of no workspace becomes one of the workspace it is synced as, and is sent without being asked for.
    await expect(received).toHaveText(['Received by the store, entry 0']);
    await expect(chip).toHaveText('All versions received');
    await store.command('backup', backup);

    await store.kill();
    cpSync(store.data, older, { recursive: true });
    // Another program of hers keeps a version in the same folder meanwhile.
    const second = build(samplePlan({ tenant: 'acme' as TenantId }));
    const beside = createWorkstation({ home: bailiwick.home, version: '', host: 'loopback', shell: null });
    must(await beside.mirrorVersion({ versionId: second.versionId, bundle: sealed(second) }));
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(page.getByText('Only here', { exact: true })).toHaveCount(1);
    await expect(chip).toHaveText(/^Offline since .*, 1 only here$/);
    expect((await states()).map(([state]) => state).toSorted()).toEqual(['only-here', 'received']);
    // Only another address is a new page, and the one of the host that was killed has no right to the next.
    await page.goto('about:blank');
    await page.goto(await bailiwick.restart());
    await go(page, 'Release');
    await expect(page.getByText('Only here', { exact: true })).toHaveCount(1);

    await store.start();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(received).toHaveCount(2);
    await expect(chip).toHaveText('All versions received');

    await store.kill();
    rmSync(store.data, { recursive: true });
    await store.command('restore', backup);
    await store.start();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(page.getByRole('alert')).toContainText('The store was restored from an older backup');
    await expect(chip).toHaveText('The store was restored');
    await expect(received).toHaveCount(2);
    await page.getByRole('button', { name: 'I have seen this' }).click();
    await expect(chip).toHaveText('All versions received');

    await store.kill();
    const epoch = join(store.data, 'epoch');
    cpSync(epoch, join(older, 'epoch'));
    rmSync(store.data, { recursive: true });
    cpSync(older, store.data, { recursive: true });
    await store.start();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(page.getByRole('alert')).toContainText('another past');
    await expect(chip).toHaveText('The store shows another past');
    const { code, stdout } = await bailiwick.cli('push', '--json');
    expect([code, (JSON.parse(stdout) as { error: { code: string } }).error.code]).toEqual([
      1,
      'STORE_FORKED',
    ]);
    await page.getByRole('button', { name: 'I have asked: trust it as it is now' }).click();
    await expect(chip).toHaveText('All versions received');
    expect((await states()).map(([state]) => state)).toEqual(['received', 'received']);
  } finally {
    await store.kill();
  }
});
