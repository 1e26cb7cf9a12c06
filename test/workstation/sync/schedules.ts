/** Random schedules over the little world, and what must be true whatever they did. */
import type { Sha256Hex, VersionId } from '../../../domain/brand.ts';
import type { NetworkFault } from './world.ts';
import { Crash, Laptop, ModelStore, randomOf } from './world.ts';

/** One attempt to bring a laptop and the store together; it may throw Crash. */
export type Design = (laptop: Laptop, store: ModelStore) => Promise<void>;

const FAULTS: readonly NetworkFault[] = ['request-lost', 'answer-lost', 'repeated', 'truncated', 'restored'];
const STEPS = 30;

export interface Loss {
  readonly seed: number;
  readonly what: string;
}

/** `calm`: nothing goes wrong, so that a design that fails then is no design at all. */
export type Weather = 'calm' | 'stormy';

export async function runSchedule(seed: number, design: Design, weather: Weather): Promise<Loss | null> {
  const random = randomOf(seed);
  const store = new ModelStore();
  const laptops = ['ann', 'bob', 'cyd'].map((name) => new Laptop(name));
  const made = new Map<VersionId, Set<Sha256Hex>>();
  for (let step = 0; step < STEPS; step++) {
    const laptop = laptops[random(3)] as Laptop;
    const what = random(20);
    if (what < 6) submit(laptop, made);
    else if (what < 8) sign(laptop, made, random);
    else if (what < 17) {
      const lie = await attempt(laptop, store, design, weather === 'calm' ? null : random);
      if (lie !== null) return { seed, what: lie };
    } else if (weather === 'calm') continue;
    else if (what < 19) store.backUp();
    else store.restore(random(8));
  }
  return settle(seed, laptops, store, made, design);
}

function submit(laptop: Laptop, made: Map<VersionId, Set<Sha256Hex>>): void {
  const versionId = `v${made.size}` as VersionId;
  laptop.submit(versionId);
  made.set(versionId, new Set(laptop.versions.get(versionId)));
}

function sign(laptop: Laptop, made: Map<VersionId, Set<Sha256Hex>>, random: (below: number) => number): void {
  const versionId = [...laptop.versions.keys()][random(Math.max(1, laptop.versions.size))];
  if (versionId === undefined) return;
  laptop.sign(versionId, made.get(versionId)?.size ?? 0);
  for (const act of laptop.versions.get(versionId) ?? []) made.get(versionId)?.add(act);
}

/** A round with whatever the network and the power do; answers a lie the laptop tells, or null. */
async function attempt(
  laptop: Laptop,
  store: ModelStore,
  design: Design,
  random: ((below: number) => number) | null,
): Promise<string | null> {
  if (random !== null) disturb(laptop, random);
  const before = new Set(laptop.versions.keys());
  try {
    await design(laptop, store);
  } catch (cause) {
    if (!(cause instanceof Crash)) throw cause;
    laptop.logSoFar = { entries: [] };
  }
  laptop.network.faults = [];
  laptop.stepsLeft = Infinity;
  for (const versionId of before)
    if (!laptop.versions.has(versionId)) return `${laptop.name} deleted ${versionId}`;
  return liesOf(laptop, store);
}

function disturb(laptop: Laptop, random: (below: number) => number): void {
  laptop.network.faults = Array.from({ length: 12 }, () =>
    random(5) === 0 ? (FAULTS[random(FAULTS.length)] as NetworkFault) : 'fine',
  );
  laptop.stepsLeft = random(3) === 0 ? random(14) : Infinity;
}

/** "Received" is never said of what the store of this epoch does not hold. */
function liesOf(laptop: Laptop, store: ModelStore): string | null {
  for (const [versionId, acts] of laptop.versions) {
    if (!laptop.received(versionId, store.epoch)) continue;
    const there = store.state.versions.get(versionId);
    if (there === undefined || [...acts].some((act) => !there.has(act)))
      return `${laptop.name} calls ${versionId} received, and the store lacks it`;
  }
  return null;
}

/** The network comes back: after some quiet rounds everything anybody made is everywhere. */
async function settle(
  seed: number,
  laptops: readonly Laptop[],
  store: ModelStore,
  made: ReadonlyMap<VersionId, ReadonlySet<Sha256Hex>>,
  design: Design,
): Promise<Loss | null> {
  for (let round = 0; round < 3; round++) for (const laptop of laptops) await design(laptop, store);
  for (const [versionId, acts] of made) {
    const there = store.state.versions.get(versionId);
    if (there === undefined) return { seed, what: `the store lacks ${versionId}` };
    for (const act of acts) if (!there.has(act)) return { seed, what: `the store lacks ${act}` };
    for (const laptop of laptops) {
      const here = laptop.versions.get(versionId);
      if (here === undefined) return { seed, what: `${laptop.name} lacks ${versionId}` };
      for (const act of acts) if (!here.has(act)) return { seed, what: `${laptop.name} lacks ${act}` };
      if (!laptop.received(versionId, store.epoch))
        return { seed, what: `${laptop.name} does not know that ${versionId} was received` };
    }
  }
  return null;
}

export async function losses(
  seeds: { readonly from: number; readonly count: number },
  design: Design,
  weather: Weather = 'stormy',
): Promise<readonly Loss[]> {
  const found: Loss[] = [];
  for (let seed = seeds.from; seed < seeds.from + seeds.count; seed++) {
    const loss = await runSchedule(seed, design, weather);
    if (loss !== null) found.push(loss);
  }
  return found;
}
