/** The plan of the first start: real accounts and an invented roster, brought in exactly as a person's own files are. */
import type { CycleId, IsoDate, PlanId } from '../../../domain/brand.ts';
import type { Gazetteer } from '../../../domain/geo/gazetteer.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { intakeAccounts } from '../../../domain/intake/intake-accounts.ts';
import type { IntakeContext } from '../../../domain/intake/intake-context.ts';
import { intakeReps } from '../../../domain/intake/intake-reps.ts';
import type { Family } from '../../../domain/intake/mapping.ts';
import { proposeMapping } from '../../../domain/intake/propose-mapping.ts';
import type { RawTable } from '../../../domain/intake/raw-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { LOCAL_TENANT } from '../../../domain/plan/plan.ts';
import { planFromIntake } from '../../../domain/plan/plan-from-intake.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import { decodeTable } from '../../../formats/tabular/decode-table.ts';

export interface SampleFiles {
  readonly accounts: Uint8Array;
  readonly reps: Uint8Array;
  readonly gazetteer: Gazetteer;
}

export interface SampleChoices {
  readonly planId: PlanId;
  /** `YYYY-MM-DD`; the plan is for the year it lies in. */
  readonly today: IsoDate;
}

export async function samplePlan(files: SampleFiles, choices: SampleChoices): Promise<Result<Plan>> {
  const accounts = await decodeTable(files.accounts);
  if (!accounts.ok) return accounts;
  const reps = await decodeTable(files.reps);
  if (!reps.ok) return reps;
  const context: IntakeContext = {
    policy: DEFAULT_POLICY,
    gazetteers: new Map([[files.gazetteer.country, files.gazetteer]]),
    today: choices.today,
    currency: 'USD',
    country: files.gazetteer.country,
  };
  const mapped = (table: RawTable, family: Family) => proposeMapping(table, family, { currency: 'USD' });
  const taken = intakeAccounts(accounts.value, mapped(accounts.value, 'accounts'), context);
  const roster = intakeReps(reps.value, mapped(reps.value, 'reps'), context);
  const year = choices.today.slice(0, 4);
  const { plan } = planFromIntake({
    planId: choices.planId,
    tenant: LOCAL_TENANT,
    name: `US hospitals ${year}`,
    cycle: {
      cycleId: `cycle-${year}` as CycleId,
      name: year,
      from: `${year}-01-01` as IsoDate,
      to: `${year}-12-31` as IsoDate,
    },
    currency: taken.currency,
    potentialUnit: taken.potentialUnit,
    accounts: taken.accounts,
    roster,
  });
  return ok(plan);
}
