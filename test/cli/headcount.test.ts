import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headcount } from '../../cli/commands/headcount.ts';
import type { HeadcountId } from '../../domain/brand.ts';
import { newScenario } from '../../domain/capacity/new-scenario.ts';
import { build, samplePlan, sealed } from '../formats/bundle/sample.ts';
import { recordedIo } from './recorded-io.ts';

let folder = '';
const plain = samplePlan();
const capacity = { value: 3, unit: 'accounts' as const };
const base = { ...newScenario(plain, 'h-1' as HeadcountId, 'Base'), capacity, openingReps: 3 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiwick-headcount-'));
  const scenarios = [base, { ...base, headcountId: 'h-2' as HeadcountId, name: 'Freeze', openingReps: 0 }];
  await writeFile(join(folder, 'plan.zip'), sealed(build({ ...plain, headcount: scenarios })));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

async function run(...argv: readonly string[]) {
  const io = recordedIo();
  const code = await headcount.run([join(folder, 'plan.zip'), ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
}

describe('bailiwick headcount', () => {
  it('[CAP-06] says the months of the scenario the plan counts on, and that they are covered', async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(out).toContain('Base: every month is covered');
    expect(out.split('\n').filter((line) => /^20\d\d-\d\d /.test(line))).toHaveLength(base.hires.length);
  });

  it('[CAP-06] says of another who has to start by when, as one JSON object too', async () => {
    const { out } = await run('--scenario', 'freeze');
    expect(out).toContain(`Freeze: short from ${base.from}`);
    expect(out).toMatch(/Hire \d+ by /);
    const answer = JSON.parse((await run('--scenario', 'Freeze', '--json')).out) as {
      firstShort: number;
      closing: { hires: number[] };
    };
    expect(answer.firstShort).toBe(0);
    expect(answer.closing.hires[0]).toBeGreaterThan(0);
  });

  it('[CAP-06] names the scenarios there are where one is asked for that is not', async () => {
    const { code, err } = await run('--scenario', 'Boom');
    expect(code).toBe(2);
    expect(err).toContain('it has Base, Freeze');
  });
});
