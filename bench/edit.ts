/**
 * From the release of a lasso to every measure: by the functions the page calls, in Node. What the page adds is the
 * write of the diff and drawing.
 */
import type { ActorId, IsoTime } from '../domain/brand.ts';
import { applyCommand } from '../domain/commands/apply-command.ts';
import type { Accumulators } from '../domain/measures/accumulators.ts';
import { accumulate, updateAccumulators } from '../domain/measures/accumulators.ts';
import { measurePlan } from '../domain/measures/measure-plan.ts';
import { previewMove } from '../domain/measures/preview-move.ts';
import { applyDiff } from '../domain/plan/diff.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { unitX, unitY } from '../renderer/map/basemap/mercator.ts';
import { rowsInPolygon } from '../renderer/map/pick/pick-area.ts';
import type { PlacedAccounts } from '../renderer/map/points/placed-accounts.ts';
import { placeAccounts } from '../renderer/map/points/placed-accounts.ts';
import type { Prng } from '../solver-worker/engine/prng.ts';
import { createPrng } from '../solver-worker/engine/prng.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { median, must, rounded } from './benchmark.ts';
import { syntheticPlan } from './synthetic-accounts.ts';

const SIZES = [10_000, 100_000] as const;
const LASSOS = 21;
/** Lassos drawn before any is counted. */
const WARM_UP = 6;
const CORNERS = 300;
const CONTEXT = { actor: 'bench' as ActorId, at: '2026-01-31T09:00:00.000Z' as IsoTime };

/** A hand-drawn ring of two to three degrees around some account: x and y in turn, unit coordinates. */
function lasso(plan: Plan, random: Prng): number[] {
  const { lat, lon } = plan.accounts.number;
  const row = random.below(plan.accounts.rowCount);
  const [midLat, midLon] = [lat[row] ?? 0, lon[row] ?? 0];
  return Array.from({ length: CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / CORNERS;
    const reach = 2 + random.next();
    return [unitX(midLon + reach * Math.cos(angle)), unitY(midLat + reach * Math.sin(angle))];
  }).flat();
}

interface Timed {
  readonly accounts: number;
  readonly pick: number;
  readonly preview: number;
  readonly commit: number;
  readonly rebuild: number;
}

/** One lasso over and over would be one the engine knows by heart: each is drawn and moved once. */
function oneEdit(plan: Plan, sums: Accumulators, placed: PlacedAccounts, ring: number[], to: number): Timed {
  const began = performance.now();
  const rows = rowsInPolygon(placed, ring, () => true);
  const picked = performance.now();
  const preview = previewMove(plan, sums, rows, to);
  const previewed = performance.now();
  const command = {
    type: 'assignAccounts',
    rows: preview.rows,
    territory: to,
    reason: 'MANUAL_EDIT',
    source: 'manual',
  } as const;
  // The session, too, asks for the diff first and makes the plan when the diff is written.
  const { diff } = must(applyCommand(plan, command, CONTEXT));
  const after = applyDiff(plan, diff);
  const updated = updateAccumulators(sums, plan, after, diff);
  measurePlan({ plan: after, accumulators: updated });
  const committed = performance.now();
  const rebuilt = accumulate(after);
  measurePlan({ plan: after, accumulators: rebuilt });
  const ended = performance.now();
  if (!updated.sums.every((sum, i) => sum === rebuilt.sums[i])) throw new Error('The sums drifted');
  return {
    accounts: preview.rows.length,
    pick: picked - began,
    preview: previewed - picked,
    commit: committed - previewed,
    rebuild: ended - committed,
  };
}

async function figuresAt(size: number): Promise<Figure[]> {
  const plan = await syntheticPlan(size);
  const sums = accumulate(plan);
  const placed = placeAccounts(plan.accounts, plan.standing);
  const random = createPrng(size);
  const taken: Timed[] = [];
  for (let i = 0; i < WARM_UP + LASSOS; i++) {
    const to = random.below(plan.territories.length);
    const timed = oneEdit(plan, sums, placed, lasso(plan, random), to);
    if (i >= WARM_UP) taken.push(timed);
  }
  const middle = (of: (timed: Timed) => number): number => median(taken.map(of));
  const at = `${size.toLocaleString('en-US')}: `;
  const ms = (name: string, value: number): Figure => ({
    name: at + name,
    value: rounded(value),
    unit: 'ms',
  });
  const commit = middle((t) => t.commit);
  const rebuild = middle((t) => t.rebuild);
  return [
    { name: `${at}accounts moved by a lasso`, value: middle((t) => t.accounts), unit: 'count' },
    ms(
      'release to accounts picked',
      middle((t) => t.pick),
    ),
    ms(
      'release to what would change',
      middle((t) => t.pick + t.preview),
    ),
    ms('commit to all measures', commit),
    ms(
      'release to all measures, commit included',
      middle((t) => t.pick + t.preview + t.commit),
    ),
    ms('all measures rebuilt from nothing', rebuild),
    { name: `${at}rebuilding ÷ following the diff`, value: rounded(rebuild / commit), unit: '×' },
  ];
}

export const edit: Benchmark = {
  name: 'edit',
  summary: 'lasso release to all measures updated',
  async run() {
    const figures: Figure[] = [];
    for (const size of SIZES) figures.push(...(await figuresAt(size)));
    return figures;
  },
};
