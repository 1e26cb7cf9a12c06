import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../cli/commands/access.ts';
import { grants } from '../../cli/commands/grants.ts';
import { keys } from '../../cli/commands/keys.ts';
import type { Command } from '../../cli/command.ts';
import { recordedIo } from './recorded-io.ts';

const PASSPHRASE = 'a long enough passphrase';
let folder = '';
let home = '';
let day = '2026-01-30T12:00:00.000Z';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiwick-grants-'));
  home = join(folder, 'home');
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

interface Answered {
  readonly keyId: string;
  readonly request: string;
  readonly keys: readonly {
    readonly keyId: string;
    readonly grants: readonly { readonly role: string; readonly from: string; readonly to: string | null }[];
  }[];
  readonly requests: readonly object[];
  readonly errors: readonly { readonly code: string }[];
}

async function run(command: Command, words: string, ...more: readonly string[]) {
  const io = recordedIo({
    env: { BAILIWICK_HOME: home, BAILIWICK_PASSPHRASE: PASSPHRASE },
    now: () => new Date(day),
    cwd: folder,
  });
  const code = await command.run([...words.split(' '), ...more, '--json'], io);
  const json = JSON.parse(io.stdout()) as Answered;
  return { code, json, error: code === 2 ? json.errors[0]?.code : null };
}

const person = async (name: string, role: string): Promise<string> =>
  (await run(keys, `new --name ${name} --role ${role}`)).json.keyId;

describe('bailiwick grants and access', () => {
  it('[ROL-01] [ROL-04] asks, grants for a cycle, territories and days, ends, and holds to the rules of the app', async () => {
    const [ada, bea] = [await person('Ada', 'planner'), await person('Bea', 'finance')];
    // While there is no administrator, anybody makes the first one.
    const first = await run(grants, `give --key ${ada} --role administrator --as Ada`);
    expect(first.json.keys[0]?.grants.map(({ role }) => role)).toEqual(['planner', 'administrator']);
    const hers = `give --key ${bea} --role compensation`;
    expect((await run(grants, `${hers} --as Bea`)).error).toBe('MAY_NOT_GRANT');
    const scope = '--cycle fy27 --territory t-1 --territory t-2 --to 2026-06-30';
    const asked = await run(access, `ask --key ${bea} --role compensation ${scope} --as Bea`);
    expect((await run(access, `refuse ${asked.json.request} --as Bea`)).error).toBe('MAY_NOT_GRANT');
    day = '2026-02-03T12:00:00.000Z';
    expect(await run(access, 'list')).toMatchObject({
      code: 0,
      json: { requests: [{ id: asked.json.request, dueOn: '2026-02-03', overdue: false, answer: null }] },
    });
    day = '2026-02-04T12:00:00.000Z';
    expect(await run(access, 'list')).toMatchObject({ code: 1, json: { requests: [{ overdue: true }] } });
    // What was asked for began before it is granted.
    const late = `give --request ${asked.json.request} --as Ada`;
    expect((await run(grants, late)).error).toBe('GRANT_PERIOD');
    expect((await run(access, `refuse ${asked.json.request} --as Ada`)).code).toBe(0);
    expect((await run(grants, late)).error).toBe('REQUEST_ANSWERED');
    const again = await run(access, `ask --key ${bea.slice(0, 12)} --role compensation ${scope} --as Bea`);
    const given = await run(grants, `give --request ${again.json.request} --as Ada`);
    expect(given.json.keys[0]?.grants.at(-1)).toEqual({
      role: 'compensation',
      scope: { tenant: 'local', cycle: 'fy27', territories: ['t-1', 't-2'] },
      from: '2026-02-04',
      to: '2026-06-30',
    });
    expect((await run(access, 'list')).json.requests).toMatchObject([
      { answer: { how: 'granted', days: 0 } },
      { answer: { how: 'refused', days: 3 } },
    ]);
    expect((await run(grants, `end --key ${bea} --role compensation --as Bea`)).error).toBe('MAY_NOT_GRANT');
    const ended = await run(grants, `end --key ${bea} --role compensation --as Ada`);
    expect(ended.json.keys[0]?.grants.at(-1)?.to).toBe('2026-02-04');
    const listed = await run(grants, `list --key ${bea}`);
    expect(listed.json.keys).toEqual(ended.json.keys);
    const trail = await readdir(join(home, 'access-trail'));
    expect(trail).toHaveLength(6);
  });

  it('[ROL-04] the monthly look over all grants is noted, and said when it is due again', async () => {
    expect((await run(access, 'review --as Ada')).code).toBe(0);
    expect(await run(access, 'list')).toMatchObject({
      code: 0,
      json: { review: { lastOn: '2026-02-04', dueOn: '2026-03-07', overdue: false } },
    });
    day = '2026-03-08T12:00:00.000Z';
    expect((await run(access, 'list')).code).toBe(1);
    day = '2026-02-04T12:00:00.000Z';
  });

  it('answers 2 for what it cannot use, and says which', async () => {
    const [one = ''] = (await run(keys, 'list')).json.keys.map(({ keyId }) => keyId);
    const give = `give --key ${one} --as Ada`;
    for (const [words, code] of [
      ['take', 'USAGE'],
      ['give --role finance --as Ada', 'USAGE'],
      [`${give} --role boss`, 'USAGE'],
      [`${give} --role finance --from 2026-02-30`, 'USAGE'],
      ['give --request nobody --as Ada', 'REQUEST_UNKNOWN'],
      ['give --key 0123456789 --role finance --as Ada', 'KEY_UNKNOWN'],
      [`give --key ${one} --role finance --as Nobody`, 'PERSON_UNKNOWN'],
      [`end --key ${one} --role privacy --as Ada`, 'GRANT_UNKNOWN'],
    ] as const)
      expect((await run(grants, words)).error, words).toBe(code);
    expect((await run(access, 'refuse')).error).toBe('USAGE');
  });

  it('[AUD-01] two commands at once are two lines of one chain, and a changed line is found out', async () => {
    const two = [1, 2].map(() => run(access, 'review --as Ada'));
    expect((await Promise.all(two)).map(({ code }) => code)).toEqual([0, 0]);
    const trail = join(home, 'access-trail');
    const names = (await readdir(trail)).toSorted();
    expect(names).toHaveLength(9);
    const lines = await Promise.all(names.map((name) => readFile(join(trail, name), 'utf8')));
    await writeFile(join(folder, 'trail.jsonl'), `${lines.join('\n')}\n`);
    expect((await run(access, 'list', '--trail', join(folder, 'trail.jsonl'))).json).toEqual(
      (await run(access, 'list')).json,
    );
    await appendFile(join(trail, names[2] ?? ''), ' ');
    expect((await run(access, 'list')).error).toBe('AUDIT_FORM');
  });
});
