/** The bundled sample as the app opens it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IsoDate, PlanId } from '../../../domain/brand.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { decodeGazetteer } from '../../../formats/gazetteer/decode-gazetteer.ts';
import { samplePlan } from '../../../renderer/session/sample/sample-plan.ts';

const assets = join(import.meta.dirname, '../../../assets');
const bytes = async (path: string): Promise<Uint8Array> => new Uint8Array(await readFile(join(assets, path)));

export async function sampleHospitals(): Promise<Plan> {
  const gazetteer = decodeGazetteer(await bytes('gazetteer/US.json'));
  if (!gazetteer.ok) throw new Error('the gazetteer must be readable');
  const made = await samplePlan(
    {
      accounts: await bytes('sample/accounts.csv'),
      reps: await bytes('sample/reps.csv'),
      gazetteer: gazetteer.value,
    },
    { planId: 'sample' as PlanId, today: '2026-01-05' as IsoDate },
  );
  if (!made.ok) throw new Error(made.errors.map(({ message }) => message).join('\n'));
  return made.value;
}
