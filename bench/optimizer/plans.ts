import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { decodeGazetteer } from '../../formats/gazetteer/decode-gazetteer.ts';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { createPrng } from '../../solver-worker/engine/prng.ts';
import type { SyntheticPlace } from '../../solver-worker/synthetic-plan.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';
import { must, repository } from '../benchmark.ts';

const inConterminousUs = (lat: number, lon: number): boolean =>
  lat > 24 && lat < 50 && lon > -125 && lon < -66;

/** Accounts around the postal codes of the conterminous United States, which lie as densely as people do. */
export function nationalPlan(accounts: number, territories: number, seed: number): SolverProblem {
  const gazetteer = must(
    decodeGazetteer(new Uint8Array(readFileSync(join(repository(), 'assets/gazetteer/US.json')))),
  );
  const places: SyntheticPlace[] = [...gazetteer.postalCodes.values()]
    .filter(({ lat, lon }) => inConterminousUs(lat, lon))
    .map(({ lat, lon }) => ({ lat, lon, weight: 1 }));
  return syntheticPlan({ accounts, territories, seed, places, tolerance: 0.05 });
}

/** Every open hospital with beds; its beds are its potential. */
export function hospitalPlan(territories: number, seed: number): SolverProblem {
  const file = join(repository(), 'test/fixtures/accounts/hospitals_hifld_as_exported.csv.gz');
  const rows = rowsOf(gunzipSync(readFileSync(file)).toString('utf8'));
  return realPlan(
    rows.map((row) => [Number(row['LATITUDE']), Number(row['LONGITUDE']), Number(row['BEDS'])]),
    territories,
    seed,
  );
}

/** Every populated place with its population as potential (`id,name,admin,lon,lat,population`). */
export function placesPlan(csv: string, territories: number, seed: number): SolverProblem {
  const rows = rowsOf(csv);
  return realPlan(
    rows.map((row) => [Number(row['lat']), Number(row['lon']), Number(row['population'])]),
    territories,
    seed,
  );
}

function rowsOf(csv: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
}

/**
 * A plan over real points. Potential is capped at half a territory's share, since a mega-account makes ±5% impossible
 * for anybody; the visits an account needs follow the root of its potential. Bases are at random accounts.
 */
function realPlan(
  rows: readonly (readonly [number, number, number])[],
  territories: number,
  seed: number,
): SolverProblem {
  const kept = rows.filter(([lat, lon, value]) => inConterminousUs(lat, lon) && value > 0);
  const total = kept.reduce((sum, [, , value]) => sum + value, 0);
  const most = (0.5 * total) / territories;
  const random = createPrng(seed);
  const bases = Array.from({ length: territories }, () => kept[random.below(kept.length)] ?? [39, -98, 0]);
  const places = [{ lat: 39, lon: -98, weight: 1 }];
  const shape = syntheticPlan({ accounts: kept.length, territories, seed, places, tolerance: 0.05 });
  const [potential, workload] = shape.measures;
  if (potential === undefined || workload === undefined) throw new Error('a plan balances two measures');
  const values = Float64Array.from(kept, ([, , value]) => Math.min(most, value));
  return {
    ...shape,
    lat: Float64Array.from(kept, ([lat]) => lat),
    lon: Float64Array.from(kept, ([, lon]) => lon),
    baseLat: Float64Array.from(bases, ([lat]) => lat),
    baseLon: Float64Array.from(bases, ([, lon]) => lon),
    measures: [
      { ...potential, values },
      { ...workload, values: values.map((value) => Math.round(100 * Math.sqrt(value)) / 100) },
    ],
  };
}
