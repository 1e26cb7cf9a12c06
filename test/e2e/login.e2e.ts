/**
 * Signing in with the browser and joining a workspace, button by button: the laptop opens the store's own login, comes
 * back signed in, and asks to be let in by whoever keeps the root. Offline, and under a host that was started anew, the
 * panels say what is so and nothing in red.
 */
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createWorkstation } from '../../workstation/workstations.ts';
import { must } from '../formats/bundle/sample.ts';
import type { Bailiwick } from './bailiwick.ts';
import { expect as soon, test } from './bailiwick.ts';
import { CentralStore } from './central-store.ts';
import { go, makeProfile } from './people.ts';

const expect = soon.configure({ timeout: 60_000 });
const PEOPLE = ['acme:ada@acme.example:administrator', 'acme:ben@acme.example'];

/** Ada's laptop, which began the workspace. */
async function begun(store: CentralStore, home: string) {
  const station = createWorkstation({ home, version: '', host: 'loopback', shell: null, cost: 15 });
  await station.createProfile({ name: 'Ada Novak', role: 'planner', passphrase: 'a long walk by the river' });
  const { url, storeKey } = must(await station.syncProbe({ url: store.url }));
  must(await station.syncSetUp({ url, storeKey, token: store.token('ada@acme.example') }));
  const begin = must(await station.workspaceVouch({ keyIds: [] }));
  return { station, root: begin.workspace?.root ?? '' };
}

async function signInWithBrowser(page: Page, store: CentralStore): Promise<void> {
  await go(page, 'Release');
  await page.getByRole('textbox', { name: 'Address of the store' }).fill(store.url);
  await page.getByRole('button', { name: 'Find the store' }).click();
  await page.getByRole('button', { name: 'Sign in with the browser instead' }).click();
  const popup = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Go to the store’s login' }).click();
  const login = await popup;
  await login.getByRole('link', { name: /ben@acme\.example/ }).click();
  await expect(login.getByText('You are signed in. Close this window.')).toBeVisible();
  await login.close();
  await expect(page.getByText('as ben@acme.example of acme', { exact: false })).toBeVisible();
}

async function reopened(page: Page, bailiwick: Bailiwick): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(await bailiwick.restart());
  await expect(other.getByRole('navigation', { name: 'Steps' })).toBeVisible();
  await other.close();
}

test('[ROL-06] [SYN] a person signs in with the browser, is let into the workspace, and hears calmly that store or host are away', async ({
  page,
  bailiwick,
  complaints,
}) => {
  test.setTimeout(600_000);
  const store = new CentralStore(join(bailiwick.folder, 'store'), PEOPLE);
  await store.start();
  try {
    const { station, root } = await begun(store, join(bailiwick.folder, 'ada'));
    await page.goto(bailiwick.url);
    await go(page, 'Review');
    await makeProfile(page, 'Ben Carter', 'Sales leader');
    await expect(page.getByRole('button', { name: /^Sign and submit/ })).toBeVisible();
    await signInWithBrowser(page, store);

    const workspace = page.getByRole('region', { name: 'Workspace' });
    await expect(workspace.getByRole('code').first()).toHaveText(root.replace(/(.{4})(?=.)/g, '$1 '));
    await workspace.getByRole('button', { name: 'It is the same', exact: true }).click();
    await workspace.getByRole('button', { name: 'Ask to be let in as Ben Carter' }).click();
    await expect(workspace.getByText('Ben Carter waits to be let in')).toBeVisible();
    must(await station.syncNow({}));
    const waiting =
      must(await station.syncStanding()).workspace?.keys.filter(({ vouched }) => !vouched) ?? [];
    expect(waiting.map(({ name }) => name)).toEqual(['Ben Carter']);
    must(await station.workspaceVouch({ keyIds: waiting.map(({ keyId }) => keyId) }));
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(workspace.getByText('Ben Carter is in')).toBeVisible();

    await store.kill();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(page.locator('.sync-chip')).toHaveText(/^Offline since /);
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByText('STORE_UNREACHABLE')).toHaveCount(0);
    await expect(workspace.getByText('Ben Carter is in')).toBeVisible();

    // The page was opened by the host before; what the browser says of that is expected.
    complaints.heard = true;
    await reopened(page, bailiwick);
    await expect(page.locator('.host-lost')).toHaveCount(0);
    await expect(page.getByText('as ben@acme.example of acme', { exact: false })).toBeVisible();
    const again = await bailiwick.restart();
    await expect(page.locator('.host-lost')).toContainText('Bailiwick was started anew.');
    await page.getByRole('button', { name: 'Look again' }).click();
    await expect(page.locator('.host-lost')).toContainText('It is not there yet.');
    const other = await page.context().newPage();
    await other.goto(again);
    await expect(page.locator('.host-lost')).toHaveCount(0);
  } finally {
    await store.kill();
  }
});
