/**
 * Three people and one plan: Ada and Ben on laptops that were offline, Cleo of finance with a browser alone. They part,
 * merge, submit, reject, approve, release and write back, with the central store on a real PostgreSQL.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import type { Bailiwick } from './bailiwick.ts';
import { expect, test } from './bailiwick.ts';
import { bringPlan, download, fewAccounts, go, makeProfile, moveFound, submit } from './people.ts';
import { exportsOf } from './salesforce.ts';
import { CentralStore } from './central-store.ts';
import type { StoreDatabase } from './store-database.ts';
import { startDatabase } from './store-database.ts';

const PEOPLE = ['acme:ada@acme.example:administrator', 'acme:ben@acme.example', 'acme:cleo@acme.example'];
const LONG = { timeout: 180_000 };

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
async function connect(page: Page, store: CentralStore, subject: string): Promise<void> {
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
  const data = mkdtempSync(join(tmpdir(), 'bailiwick-e2e-store-'));
  const database = await startDatabase();
  test.skip(database === null, 'initdb and pg_ctl are not installed here.');
  const { url: databaseUrl, rows, stop } = database as StoreDatabase;
  const store = new CentralStore(data, PEOPLE, databaseUrl);
  await store.start();
  const ben = await newPage();
  for (const page of [ada, ben]) page.setDefaultTimeout(180_000);
  try {
    await test.step('Ada begins the workspace, Ben is let in', async () => {
      await startPlanning(ada, bailiwick, 'Ada Novak', 'Planner');
      await connect(ada, store, 'ada@acme.example');
      await picture(ada, 'workspace-none');
      await ada.getByRole('button', { name: 'Begin the workspace here' }).click();
      await expect(ada.getByText('This laptop keeps the root')).toBeVisible(LONG);
      const root =
        (await ada.getByRole('region', { name: 'Workspace' }).getByRole('code').first().textContent()) ?? '';
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
      await bringPlan(ada, fewAccounts(bailiwick.folder), 'Northeast 2027');
      await go(ada, 'Quota');
      await ada.getByRole('textbox', { name: /Team target/ }).fill('20M');
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
      await moveFound(ben, 'ERIE', 'New York');
      await submit(ben, 'Utica to Pennsylvania');
      await picture(ben, 'ben-offline');
      await go(ada, 'Design');
      await moveFound(ada, 'UTICA', 'Jersey and Delaware');
      await moveFound(ada, 'TRENTON', 'Pennsylvania');
      await submit(ada, 'Utica to Jersey');
      await expect(ada.getByText('Only here', { exact: true })).toBeVisible(LONG);
      await picture(ada, 'ada-offline');
    });

    await test.step('both are received, and both see that the plan was changed twice', async () => {
      await store.start();
      await syncNow(ben);
      await expect(ben.getByText('Only here', { exact: true })).toBeHidden(LONG);
      await syncNow(ada);
      await expect(ada.getByText('was changed twice', { exact: false })).toBeVisible(LONG);
      await picture(ada, 'diverged');
      await syncNow(ben);
      await expect(ben.getByText('was changed twice', { exact: false })).toBeVisible(LONG);
    });

    await test.step('Ada merges account by account and decides the conflicts', async () => {
      await ada.getByRole('button', { name: 'Compare and merge' }).click();
      await expect(ada.getByRole('status').filter({ hasText: /conflicts?, \d+ to decide/ })).toBeVisible(
        LONG,
      );
      await picture(ada, 'merge');
      await ada.getByRole('button', { name: /^Pick all/ }).click();
      await ada.getByRole('button', { name: /^As Ada Novak/ }).click();
      await expect(ada.getByText(/conflicts?, all decided/)).toBeVisible();
      await ada
        .getByRole('button', { name: /Take for/ })
        .first()
        .click();
      await ada.getByRole('option', { name: 'Ben Carter', exact: true }).click();
      await expect(ada.getByText(/conflicts?, all decided/)).toBeVisible();
      await picture(ada, 'merge-decided');
      await ada.getByRole('button', { name: 'Merge into a draft' }).click();
      await expect(ada.getByRole('grid', { name: 'Territories' }).getByRole('row').nth(3)).toBeVisible(LONG);
      await picture(ada, 'merged-draft');
    });

    await test.step('the merged version is submitted with both as its parents, and Ben sees one plan again', async () => {
      await submit(ada, 'Both of us, merged');
      await expect(ada.getByText('Received by the store').first()).toBeVisible(LONG);
      await expect(ada.getByText('was changed twice', { exact: false })).toBeHidden(LONG);
      await picture(ada, 'merged');
      await syncNow(ben);
      await expect(ben.getByText('was changed twice', { exact: false })).toBeHidden(LONG);
    });

    const cleo = await newPage();
    cleo.setDefaultTimeout(180_000);
    await test.step('Cleo of finance signs in with a browser, and is let in', async () => {
      await cleo.goto(store.url);
      await picture(cleo, 'cleo-signed-out');
      await expect(cleo.getByRole('button', { name: 'Sign in' })).toBeVisible(LONG);
      // Before she signs in, the store refuses to say who she is, and the browser notes it.
      expect(complaints.list.splice(0)).toEqual([expect.stringContaining('401')]);
      await cleo.getByRole('button', { name: 'Sign in' }).click();
      await cleo.getByRole('link', { name: 'cleo@acme.example' }).click();
      await expect(cleo.getByText('Compare this fingerprint')).toBeVisible(LONG);
      await picture(cleo, 'cleo-compare');
      await cleo.getByRole('button', { name: 'It is the same', exact: true }).click();
      await cleo.getByLabel('Your name').fill('Cleo Marsh');
      await cleo.getByRole('button', { name: 'Make a key in this browser' }).click();
      await expect(cleo.getByText('Waiting for your administrator')).toBeVisible(LONG);
      await syncNow(ada);
      await ada.getByRole('button', { name: 'Let Cleo Marsh in' }).click();
      await expect(ada.getByRole('button', { name: 'Let Cleo Marsh in' })).toBeHidden(LONG);
      await cleo.getByRole('button', { name: 'Look for new versions' }).click();
      await expect(cleo.getByText('In your workspace’s keyring')).toBeVisible(LONG);
      await expect(cleo.getByRole('group', { name: /Waiting for approval/ })).toBeVisible(LONG);
      await expect(cleo.getByText('Genuine', { exact: true })).toBeVisible();
      await picture(cleo, 'cleo-review');
    });

    await test.step('she rejects it with a reason, Ada reads it, and nothing can be written back', async () => {
      await cleo.getByRole('textbox', { name: 'Reason' }).fill('Trenton stays with Jersey this year');
      await cleo.getByRole('button', { name: 'Reject', exact: true }).click();
      await expect(cleo.getByRole('group', { name: /: Rejected/ })).toBeVisible(LONG);
      await picture(cleo, 'cleo-rejected');
      await syncNow(ada);
      await expect(ada.getByRole('group', { name: /: Rejected/ })).toBeVisible(LONG);
      await expect(ada.locator('.act-list').getByText('Trenton stays with Jersey this year')).toBeVisible();
      await expect(ada.getByRole('button', { name: 'Write back to CRM' })).toBeHidden();
      await picture(ada, 'ada-rejected');
      const bundle = await download(ada, 'Save the bundle', join(bailiwick.folder, 'rejected.zip'));
      const { files } = exportsOf(bundle, bailiwick.folder, 'baseline');
      const line = ['writeback', 'prepare', join(bailiwick.folder, 'rejected.zip'), '--target', 'salesforce'];
      const snapshots = files.flatMap((file) => ['--snapshot', file]);
      const refused = await bailiwick.cli(...line, ...snapshots, '--out', join(bailiwick.folder, 'never'));
      expect(refused.code).toBe(1);
      expect(existsSync(join(bailiwick.folder, 'never'))).toBe(false);
    });

    await test.step('Ada changes it and submits again; Ben and Cleo approve, Cleo releases', async () => {
      await go(ada, 'Design');
      await moveFound(ada, 'TRENTON', 'Jersey and Delaware');
      await submit(ada, 'Trenton is back');
      await expect(ada.getByText('Only here', { exact: true })).toBeHidden(LONG);
      const again = ada.locator('.version-list [aria-current=true] code');
      const id = (await again.textContent()) ?? '';
      await syncNow(ben);
      await ben.locator('.version-list').getByRole('button').filter({ hasText: id }).click();
      await ben.getByRole('textbox', { name: 'Reason' }).fill('As we agreed');
      await ben.getByRole('button', { name: 'Approve as Ben Carter' }).click();
      await expect(ben.getByRole('heading', { name: 'Approved and signed' })).toBeVisible(LONG);
      await picture(ben, 'ben-approved');
      await cleo.getByRole('button', { name: 'Look for new versions' }).click();
      await expect(cleo.getByRole('group', { name: /Waiting for approval/ })).toBeVisible(LONG);
      await cleo.getByRole('textbox', { name: 'Reason' }).fill('Quotas add up');
      await cleo.getByRole('button', { name: 'Approve as Cleo Marsh' }).click();
      await expect(cleo.getByRole('group', { name: /: Approved/ })).toBeVisible(LONG);
      await picture(cleo, 'cleo-approved');
      await cleo.getByRole('button', { name: 'Release as Cleo Marsh' }).click();
      await expect(cleo.getByText(/^Released on /)).toBeVisible(LONG);
      await picture(cleo, 'cleo-released');
    });

    await test.step('what is released is written back, and nothing else', async () => {
      await syncNow(ada);
      await expect(ada.locator('.act-list').getByText('Cleo Marsh released')).toBeVisible(LONG);
      await picture(ada, 'ada-released');
      const bundle = await download(ada, 'Save the approved bundle', join(bailiwick.folder, 'plan.zip'));
      const { files, moves } = exportsOf(bundle, bailiwick.folder, 'baseline');
      await ada.getByRole('button', { name: 'Write back to CRM' }).click();
      await ada.getByLabel('Add its exports', { exact: true }).and(ada.locator('input')).setInputFiles(files);
      await ada.getByRole('button', { name: 'Show what would change' }).click();
      await expect(
        ada.getByText(`${moves} ObjectTerritory2Association insert`, { exact: false }),
      ).toBeVisible(LONG);
      await picture(ada, 'dry-run');
      const zip = unzipSync(
        await download(ada, /^Save the files for the /, join(bailiwick.folder, 'batch.zip')),
      );
      const insert = new TextDecoder().decode(zip['apply/01-ObjectTerritory2Association.insert.csv']);
      expect(insert.trim().split('\n')).toHaveLength(moves + 1);
      expect(Object.keys(zip)).toContain('inverse/01-ObjectTerritory2Association.insert.csv');
    });

    await test.step('PostgreSQL has the release with its approvers, and no acknowledged version is missing anywhere', async () => {
      const [released, ...more] = await rows('select * from bailiwick.release');
      expect(more).toEqual([]);
      const version = String(released?.['version_id']);
      const approvers = await rows(
        `select distinct a.actor_id, a.role from bailiwick.attestation a
         join bailiwick.version v using (tenant, version_id)
         where a.version_id = $1 and a.decision = 'approve' and a.counts and a.actor_id <> v.maker_id
         order by a.role`,
        [version],
      );
      expect(approvers.map(({ role }) => role)).toEqual(['finance', 'sales-leader']);
      expect(await rows('select version_id, name from bailiwick.head')).toEqual([
        { version_id: version, name: 'approved' },
      ]);
      const acknowledged = (await rows(`select subject from bailiwick.log_entry where kind = 'version'`))
        .map(({ subject }) => String(subject))
        .toSorted();
      expect(acknowledged).toHaveLength(5);
      await syncNow(ben);
      for (const laptop of [bailiwick, another]) {
        const pulled = await laptop.cli('pull', '--json');
        const { versions } = JSON.parse(pulled.stdout) as {
          versions: readonly { versionId: string; state: string }[];
        };
        expect(versions.map(({ versionId }) => versionId).toSorted()).toEqual(acknowledged);
        expect(new Set(versions.map(({ state }) => state))).toEqual(new Set(['received']));
      }
    });
  } finally {
    await store.end();
    stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 10 });
  }
});
