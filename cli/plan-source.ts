/** Files named on the command line to the plan a run begins with. */
import { basename, extname } from 'node:path';
import type { CycleId, IsoDate, IsoTime, PlanId, Sha256Hex } from '../domain/brand.ts';
import type { Json } from '../domain/bundle/canonical-json.ts';
import type { DataQualitySummary } from '../domain/bundle/plan-document.ts';
import type { Policy } from '../domain/governance/policy.ts';
import { DEFAULT_POLICY } from '../domain/governance/policy.ts';
import { parsePolicyFile } from '../domain/governance/policy-check.ts';
import type { Finding } from '../domain/intake/finding.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { LOCAL_TENANT } from '../domain/plan/plan.ts';
import { planFromIntake } from '../domain/plan/plan-from-intake.ts';
import type { CodedError, Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { sha256Of } from '../formats/bundle/digest.ts';
import { intakeOfFiles } from './intake-files.ts';
import type { IntakeOfFiles } from './intake-files.ts';
import { naming } from './command.ts';
import type { Io } from './io.ts';

export interface PlanFiles {
  readonly accounts: string;
  readonly reps: string | undefined;
  readonly policy: string | undefined;
  readonly territories: number | undefined;
  readonly map: readonly string[] | undefined;
  readonly at: IsoTime;
}

/** Something a person has to know about the plan, counted over rows. */
export interface PlanFinding {
  readonly rule: string;
  readonly severity: string;
  readonly count: number;
  readonly message: string;
}

export interface PlanStart {
  readonly plan: Plan;
  /** No roster said where territories are worked from. */
  readonly freeCentres: boolean;
  readonly findings: readonly PlanFinding[];
  readonly dataQuality: DataQualitySummary;
}

/** Codes: those of reading files and of intake, POLICY_FORM, NO_ACCOUNTS, NO_TERRITORIES. */
export async function planStart(io: Io, files: PlanFiles): Promise<Result<PlanStart>> {
  const policy = await policyOf(io, files.policy);
  if (!policy.ok) return policy;
  const { accounts, reps, map, at } = files;
  const read = await intakeOfFiles(io, { accounts, reps, map, policy: policy.value, today: at.slice(0, 10) });
  if (!read.ok) return read;
  const bytes = await io.readFile(accounts);
  if (!bytes.ok) return bytes;
  return startOf(files, read.value, policy.value, sha256Of(bytes.value));
}

async function policyOf(io: Io, path: string | undefined): Promise<Result<Policy>> {
  if (path === undefined) return ok(DEFAULT_POLICY);
  const file = await io.readFile(path);
  if (!file.ok) return file;
  try {
    return naming(path, parsePolicyFile(JSON.parse(new TextDecoder().decode(file.value)) as Json));
  } catch {
    return refuse(codedError('POLICY_FORM', `${path} is not JSON.`, { path }));
  }
}

function startOf(
  files: PlanFiles,
  read: IntakeOfFiles,
  policy: Policy,
  digest: Sha256Hex,
): Result<PlanStart> {
  const { accounts: intake, reps } = read;
  if (intake.accounts.rowCount === 0) {
    return refuse(codedError('NO_ACCOUNTS', `${files.accounts} holds no account that could be read.`));
  }
  const year = files.at.slice(0, 4);
  const { plan, origin } = planFromIntake({
    planId: `plan-${digest.slice(0, 16)}` as PlanId,
    tenant: LOCAL_TENANT,
    name: basename(files.accounts, extname(files.accounts)),
    cycle: {
      cycleId: year as CycleId,
      name: year,
      from: `${year}-01-01` as IsoDate,
      to: `${year}-12-31` as IsoDate,
    },
    currency: intake.currency,
    potentialUnit: intake.potentialUnit,
    accounts: intake.accounts,
    roster: reps,
    policy,
    ...(files.territories === undefined ? {} : { freeTerritories: files.territories }),
  });
  if (plan.territories.length === 0) return refuse(noTerritories(files));
  const findings = findingsOf(read);
  const counts = findings.map(({ rule, severity, count }) => ({ rule, severity, count }));
  return ok({
    plan,
    freeCentres: origin === 'free',
    findings,
    dataQuality: { score: intake.scorecard.score, rows: intake.rowsInFile, findings: counts },
  });
}

const noTerritories = ({ accounts }: PlanFiles): CodedError =>
  codedError(
    'NO_TERRITORIES',
    `${accounts} names no territories and no owners. Give --reps ROSTER, or say how many: --territories K.`,
  );

/** One a rule. */
function findingsOf({ accounts, reps }: IntakeOfFiles): readonly PlanFinding[] {
  const byRule = new Map<string, { finding: Finding; count: number }>();
  for (const finding of [...accounts.findings, ...(reps?.findings ?? [])]) {
    const seen = byRule.get(finding.rule);
    const rows = Math.max(1, finding.rows.length);
    if (seen === undefined) byRule.set(finding.rule, { finding, count: rows });
    else seen.count += rows;
  }
  return [...byRule.values()].map(({ finding, count }): PlanFinding => ({
    rule: finding.rule,
    severity: finding.severity,
    count,
    message: finding.message,
  }));
}
