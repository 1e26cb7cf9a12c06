/** Headcount scenarios as a version holds them: money as text, like all of plan.json. */
import type { HeadcountId, IsoMonth } from '../brand.ts';
import { headcountErrors } from '../capacity/check-headcount.ts';
import type { HeadcountScenario, HunterShare } from '../capacity/headcount.ts';
import type { Ramp } from '../capacity/ramp.ts';
import type { Capacity } from '../plan/territory.ts';
import type { Check, Faults } from './check.ts';
import { finite, integer, list, nullable, object, oneOf, pattern, text } from './check.ts';
import * as is from './checks.ts';
import type { HeadcountDocument } from './plan-document.ts';
import { moneyText } from './plan-document.ts';

const linear = object<Extract<Ramp, { kind: 'linear' }>>({ kind: oneOf('linear'), months: finite });
const table = object<Extract<Ramp, { kind: 'table' }>>({ kind: oneOf('table'), shares: list(finite) });
const ramp: Check<Ramp> = (value, path, faults) =>
  (value as { readonly kind?: unknown } | null)?.kind === 'table'
    ? table(value, path, faults)
    : linear(value, path, faults);

const people = list(integer(0, Number.MAX_SAFE_INTEGER));

export const checkHeadcount: Check<HeadcountDocument> = object<HeadcountDocument>({
  headcountId: is.anyId<HeadcountId>(),
  name: text,
  from: pattern<IsoMonth>('a month like 2026-01', /^\d{4}-(0[1-9]|1[0-2])$/),
  hires: people,
  leavers: people,
  attrition: finite,
  backfillMonths: nullable(integer(0, Number.MAX_SAFE_INTEGER)),
  ramp,
  sellingTime: finite,
  openingReps: nullable(integer(0, Number.MAX_SAFE_INTEGER)),
  capacity: nullable(object<Capacity>({ value: finite, unit: oneOf('accounts', 'hours') })),
  productivity: nullable(is.integerText),
  demandGrowth: finite,
  sdrPerRep: finite,
  hunters: list(object<HunterShare>({ segment: text, share: finite })),
});

export const headcountToDocument = (scenarios: readonly HeadcountScenario[]): readonly HeadcountDocument[] =>
  scenarios.map(({ productivity, ...scenario }) => ({
    ...scenario,
    productivity: productivity === null ? null : moneyText(productivity),
  }));

export const headcountOfDocument = (
  documents: readonly HeadcountDocument[] | undefined,
): readonly HeadcountScenario[] =>
  (documents ?? []).map(({ productivity, ...scenario }) => ({
    ...scenario,
    productivity: productivity === null ? null : (Number(productivity) as HeadcountScenario['productivity']),
  }));

/** What a command would have refused, a signed plan must not hold either. */
export function headcountFaults(documents: readonly HeadcountDocument[] | undefined, faults: Faults): void {
  headcountOfDocument(documents).forEach((scenario, i, all) => {
    for (const error of headcountErrors(scenario))
      faults.add(`headcount[${i}]`, `is not one: ${error.message}`);
    if (all.findIndex(({ headcountId }) => headcountId === scenario.headcountId) !== i)
      faults.add(`headcount[${i}].headcountId`, `names "${scenario.headcountId}" again`);
  });
}
