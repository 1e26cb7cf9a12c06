import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeback } from '../../cli/commands/writeback.ts';
import { readAudit } from '../../domain/governance/audit.ts';
import { sha256OfText } from '../../formats/bundle/digest.ts';
import { build, keyring, must, ringOf, sealed } from '../formats/bundle/sample.ts';
import { accountId, planOf, releasedBundle, Salesforce } from '../formats/writeback/support.ts';
import { recordedIo } from './recorded-io.ts';

let folder = '';
const at = (name: string): string => join(folder, name);
const crm = new Salesforce();
const drawn = { baseline: [0, 0, 1, 1], assignment: [0, 1, 1, 2] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiwick-writeback-'));
  const version = build(planOf(drawn));
  drawn.baseline.forEach((territory, row) => {
    crm.put('Account', accountId(row), { Name: `Account ${row}` });
    crm.link(accountId(row), territory);
  });
  await writeFile(at('approved.zip'), releasedBundle(planOf(drawn)));
  await writeFile(at('waiting.zip'), sealed(version, []));
  await writeFile(at('keys.json'), ringOf(keyring));
  for (const file of crm.exports()) await writeFile(at(file.name), file.bytes);
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

const exports = () => crm.exports().flatMap((file) => ['--snapshot', at(file.name)]);

async function run(...argv: readonly string[]) {
  const io = recordedIo({ env: { BAILIWICK_HOME: at('home') } });
  const code = await writeback.run([...argv, '--json'], io);
  return { code, out: JSON.parse(io.stdout()) as Record<string, unknown>, err: io.stderr() };
}
const prepare = (bundle: string, ...more: readonly string[]) =>
  run('prepare', at(bundle), '--target', 'salesforce', '--keyring', at('keys.json'), ...exports(), ...more);

describe('bailiwick writeback', () => {
  it('[SYN-02] answers 1 and writes nothing for a version nobody approved', async () => {
    const refused = await prepare('waiting.zip', '--out', at('none'));
    expect(refused).toMatchObject({
      code: 1,
      out: { ok: false, errors: [{ code: 'VERSION_NOT_APPROVED' }] },
    });
    await expect(readFile(at('none/batch.json'))).rejects.toThrow();
  });

  it('[DIS-05] writes nothing over a release whose moves are still locked, where that release is given', async () => {
    const plan = planOf(drawn);
    const approval = {
      ...plan.policy.approval,
      rules: [
        { id: 'lock', on: 'guardrails-broken', over: 0, need: { roles: ['executive'], count: 1 } },
      ] as const,
    };
    const disruption = { ...plan.policy.disruption, maxQuarterlyMovedShare: 1 };
    // What the release moved is to go on to the third territory.
    const assignment = plan.assignment.map((to, row) => (to === plan.baseline[row] ? to : 2));
    const locking = { ...plan, assignment, policy: { ...plan.policy, approval, disruption } };
    await writeFile(at('next.zip'), releasedBundle(locking));
    expect((await prepare('next.zip', '--dry-run')).code).toBe(0);
    const locked = await prepare('next.zip', '--dry-run', '--previous', at('approved.zip'));
    expect(locked).toMatchObject({ code: 1, out: { errors: [{ code: 'VERSION_NOT_APPROVED' }] } });
    expect((await prepare('next.zip', '--dry-run', '--previous', at('waiting.zip'))).code).toBe(2);
  });

  it('[SYN-01] [SYN-09] prepares, reconciles, and lets production follow a sandbox run', async () => {
    const dry = await prepare('approved.zip', '--dry-run');
    expect(dry).toMatchObject({
      code: 0,
      out: { files: [], conflicts: [], breaker: { changed: 2, inScope: 4 } },
    });
    const made = await prepare('approved.zip', '--out', at('sandbox'));
    expect(made).toMatchObject({ code: 0, out: { changes: { 'ObjectTerritory2Association insert': 2 } } });
    const production = ['--environment', 'production', '--out', at('production')];
    expect(await prepare('approved.zip', ...production)).toMatchObject({
      code: 1,
      out: { refusals: [{ code: 'SANDBOX_FIRST' }], files: [] },
    });

    const results: string[] = [];
    for (const [i, [object, operation]] of [
      ['ObjectTerritory2Association', 'insert'],
      ['ObjectTerritory2Association', 'delete'],
    ].entries()) {
      const bytes = await readFile(at(`sandbox/apply/0${i + 1}-${object}.${operation}.csv`));
      for (const file of await crm.load({ object: object ?? '', operation: operation ?? '', bytes })) {
        await writeFile(at(`${i}-${file.name}`), file.bytes);
        results.push('--results', at(`${i}-${file.name}`));
      }
    }
    const half = await run('reconcile', at('sandbox'), ...results.slice(0, 6));
    expect(half).toMatchObject({ code: 1, out: { ok: false, counts: { applied: 2, 'no-result': 2 } } });
    const whole = await run('reconcile', at('sandbox'), ...results);
    expect(whole).toMatchObject({ code: 0, out: { ok: true, counts: { applied: 4 } } });
    expect(await readFile(at('sandbox/take-back/02-ObjectTerritory2Association.delete.csv'), 'utf8')).toMatch(
      /^Id\n0XX/,
    );
    const lines = (await readFile(at('sandbox/audit.jsonl'), 'utf8')).split('\n').filter(Boolean);
    expect(must(readAudit(lines, sha256OfText)).events.map((event) => event.action)).toEqual([
      'writeback.prepare',
      'writeback.reconcile',
      'writeback.reconcile',
    ]);

    expect(await prepare('approved.zip', ...production, '--history', at('sandbox'))).toMatchObject({
      code: 0,
    });
  });

  it('answers 2 for a wrong target, no exports, an unreadable export and a verb it does not know', async () => {
    expect((await run('prepare', at('approved.zip'), '--target', 'sap')).code).toBe(2);
    expect((await run('prepare', at('approved.zip'), '--target', 'csv')).code).toBe(2);
    expect((await prepare('approved.zip', '--out', at('x'), '--snapshot', at('keys.json'))).code).toBe(2);
    expect((await run('apply')).code).toBe(2);
    expect((await run('reconcile', at('sandbox'))).code).toBe(2);
  });
});
