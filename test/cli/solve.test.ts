import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { solve } from '../../cli/commands/solve.ts';
import { recordedIo } from './recorded-io.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiwick-solve-'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

interface Answer {
  readonly objective?: number | null;
  readonly bound?: number;
  readonly seconds?: number;
  readonly assignment?: readonly number[];
  readonly medians?: readonly number[];
}

async function run(kind: string, text: string, ...more: string[]): Promise<{ code: number; out: string }> {
  const file = join(folder, 'instance.txt');
  await writeFile(file, text);
  const io = recordedIo({});
  const code = await solve.run([kind, file, '--seconds', '0.3', '--json', ...more], io);
  return { code, out: io.stdout() };
}

const answerOf = (out: string): Answer => JSON.parse(out) as Answer;

describe('files that are no instance', () => {
  it.each([
    ['gap', '', 'GAP_HEADER'],
    ['gap', 'two 3', 'GAP_HEADER'],
    ['gap', '0 5', 'GAP_HEADER'],
    ['gap', '-1 -1 2', 'GAP_HEADER'],
    ['gap', '1.5 2 1 1 1 1 1', 'GAP_HEADER'],
    ['gap', '2 2\n1 2 3 4\n1 2 3', 'GAP_LENGTH'],
    ['gap', '1000000000 1000000000 1', 'GAP_LENGTH'],
    ['gap', '1 1\n1 1 1 1', 'GAP_LENGTH'],
    ['gap', '1 1\none 1 1', 'GAP_NUMBER'],
    ['gap', '1 1\n1.5 1 1', 'GAP_NUMBER'],
    ['gap', '1 1\n0x10 1 1', 'GAP_NUMBER'],
    ['gap', '1 1\n1 1 99999999999999999999', 'GAP_NUMBER'],
    ['gap', '1 1\n1 -1 1', 'GAP_NEGATIVE'],
    ['gap', '1 1\n1 1 -1', 'GAP_NEGATIVE'],
    ['cpmp', '', 'CPMP_HEADER'],
    ['cpmp', '1 2\n0 0 5 1', 'CPMP_HEADER'],
    ['cpmp', '2 0\n0 0 5 1\n0 0 5 1', 'CPMP_HEADER'],
    ['cpmp', '2 1\n0 0 5', 'CPMP_LENGTH'],
    ['cpmp', '50000 10\n0 0 5 1', 'CPMP_SIZE'],
    ['cpmp', '1 1\n0 x 5 1', 'CPMP_NUMBER'],
    ['cpmp', '1 1\n0 1e300 5 1', 'CPMP_NUMBER'],
    ['cpmp', '1 1\n0 Infinity 5 1', 'CPMP_NUMBER'],
    ['cpmp', '1 1\n0 0 5 -1', 'CPMP_NEGATIVE'],
    ['cpmp', '1 1\n0 0 -5 1', 'CPMP_NEGATIVE'],
    ['tsp', '1 1', 'USAGE'],
  ])('%s %j is refused as %s with exit code 2', async (kind, text, code) => {
    const made = await run(kind, text);
    expect(made.code).toBe(2);
    expect(made.out).toContain(`"${code}"`);
  });

  it('a file that is not there, and seconds that are no time, end with exit code 2', async () => {
    expect(await solve.run(['gap', join(folder, 'nowhere'), '--json'], recordedIo({}))).toBe(2);
    expect((await run('gap', '1 1 1 1 1', '--seconds', 'soon')).code).toBe(2);
    expect((await run('gap', '1 1 1 1 1', '--seed', '-4')).code).toBe(2);
  });
});

describe('instances at the edge', () => {
  it.each([
    ['one agent and one job', '1 1\n7\n3\n3', 7],
    ['one agent that holds every job exactly', '1 3\n1 2 3\n4 5 6\n15', 6],
    ['one job, whose cheapest agent is too small', '2 1\n1\n9\n5\n5\n4\n5', 9],
    ['no capacity, and jobs that weigh nothing', '2 2\n3 4\n1 9\n0 0\n0 0\n0\n0', 5],
    ['costs below nothing', '2 2\n-3 4\n1 -9\n1 1\n1 1\n1\n1', -12],
    [
      'numbers as large as are taken',
      `2 2\n${'1073741823 '.repeat(4)}\n${'1073741823 '.repeat(4)}\n1073741823 1073741823`,
      2_147_483_646,
    ],
  ])('gap: %s', async (_what, text, objective) => {
    const { code, out } = await run('gap', text);
    const answer = answerOf(out);
    expect(code).toBe(0);
    expect(answer.objective).toBe(objective);
    expect(answer.bound).toBeLessThanOrEqual(objective);
  });

  it.each([
    ['no capacity at all', '2 2\n1 1\n1 1\n1 1\n1 1\n0\n0'],
    ['a job no agent can hold', '1 2\n1 1\n1 9\n5'],
    ['jobs that fit singly, not together', '1 2\n1 1\n3 3\n5'],
  ])('gap with %s has no answer: exit code 1, objective null', async (_what, text) => {
    const { code, out } = await run('gap', text);
    expect(code).toBe(1);
    expect(answerOf(out).objective).toBeNull();
    expect(typeof answerOf(out).bound).toBe('number');
  });

  it.each([
    ['one point', '1 1\n3 4 5 5', 0],
    ['every point a centre', '3 3\n0 0 5 1\n3 4 5 1\n6 8 5 1', 0],
    ['one centre, and only the far one can hold all', '3 1\n0 0 9 5\n0 1 9 5\n0 9 15 5', 17],
    ['points in one place', '4 2\n1 1 9 3\n1 1 9 3\n1 1 9 3\n1 1 9 3', 0],
    ['no capacity and no demand', '2 1\n0 0 0 0\n0 2 0 0', 2],
  ])('cpmp: %s', async (_what, text, objective) => {
    const { code, out } = await run('cpmp', text);
    const answer = answerOf(out);
    expect(code).toBe(0);
    expect(answer.objective).toBeCloseTo(objective, 9);
    expect(answer.bound).toBeLessThanOrEqual(objective + 1e-9);
  });

  it('cpmp with more demand than room has no answer: exit code 1, objective null', async () => {
    const { code, out } = await run('cpmp', '3 2\n0 0 5 5\n0 1 5 5\n0 9 5 5');
    expect(code).toBe(1);
    expect(answerOf(out).objective).toBeNull();
  });
});
