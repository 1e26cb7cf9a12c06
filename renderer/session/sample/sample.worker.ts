import { expose } from 'comlink';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Result } from '../../../domain/result.ts';
import { codedError, refuse } from '../../../domain/result.ts';
import { decodeGazetteer } from '../../../formats/gazetteer/decode-gazetteer.ts';
import type { SampleChoices } from './sample-plan.ts';
import { samplePlan } from './sample-plan.ts';

async function bytesOf(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

export interface SampleApi {
  /** `assets` is the address of the folder, with its last slash. */
  load(assets: string, choices: SampleChoices): Promise<Result<Plan>>;
}

const api: SampleApi = {
  async load(assets, choices) {
    try {
      const [accounts, reps, places] = await Promise.all(
        ['sample/accounts.csv', 'sample/reps.csv', 'gazetteer/US.json'].map((path) => bytesOf(assets + path)),
      );
      const gazetteer = decodeGazetteer(places ?? new Uint8Array());
      if (!gazetteer.ok) return gazetteer;
      const empty = new Uint8Array();
      return await samplePlan(
        { accounts: accounts ?? empty, reps: reps ?? empty, gazetteer: gazetteer.value },
        choices,
      );
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      return refuse(
        codedError(
          'SAMPLE_MISSING',
          `The sample plan could not be read (${why}). Bring your own accounts in Data.`,
        ),
      );
    }
  },
};

expose(api);
