/** Quotas out of line with what the territory can carry (QUO-02), each with its reason. */
import type { Accumulators } from '../measures/accumulators.ts';
import { sumOf } from '../measures/accumulators.ts';
import { moneyText, percent, potentialText, signedPercent } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import type { QuotaLine, QuotaPlan } from './quota-plan.ts';

export type QuotaRiskCode =
  | 'ABOVE_POTENTIAL'
  | 'HIGH_FOR_POTENTIAL'
  | 'LOW_FOR_POTENTIAL'
  | 'NO_POTENTIAL'
  | 'NO_REP'
  | 'OVER_CAPACITY'
  | 'OVERRIDE_FAR';

export interface QuotaRisk {
  readonly territory: number;
  readonly code: QuotaRiskCode;
  readonly severity: 'warning' | 'error';
  readonly message: string;
}

type RiskPlan = Pick<Plan, 'territories' | 'policy' | 'potentialUnit' | 'currency'>;

export const quotaRisks = (plan: RiskPlan, quotas: QuotaPlan, acc: Accumulators): readonly QuotaRisk[] =>
  quotas.lines.flatMap((line) => [
    ...potentialRisks(plan, quotas, line),
    ...staffingRisks(plan, line, acc),
    ...overrideRisks(plan, line),
  ]);

function potentialRisks(plan: RiskPlan, quotas: QuotaPlan, line: QuotaLine): readonly QuotaRisk[] {
  const name = plan.territories[line.territory]?.name ?? '';
  const quota = moneyText(plan.currency, line.amount);
  const risk = (code: QuotaRiskCode, severity: QuotaRisk['severity'], message: string): QuotaRisk => ({
    territory: line.territory,
    code,
    severity,
    message,
  });
  if (line.amount > 0 && line.potential === 0) {
    return quotas.even
      ? []
      : [risk('NO_POTENTIAL', 'error', `${name} has a quota of ${quota} and no potential.`)];
  }
  const { kind, name: unit } = plan.potentialUnit;
  if (kind === 'money' && unit === plan.currency && line.amount > line.potential) {
    const text = potentialText(plan.potentialUnit, line.potential);
    return [
      risk('ABOVE_POTENTIAL', 'error', `${name}'s quota of ${quota} exceeds its whole potential of ${text}.`),
    ];
  }
  const all = quotas.lines.reduce((sum, other) => sum + other.potential, 0);
  const away =
    all === 0 || line.potential === 0 ? 0 : (line.amount / line.potential) * (all / quotas.total) - 1;
  const band = plan.policy.quota.riskBand;
  if (!(Math.abs(away) > band)) return [];
  const message = `${name}'s quota is ${signedPercent(away)} against its potential, compared with the plan; the band is ${percent(band, 0)}.`;
  return [risk(away > 0 ? 'HIGH_FOR_POTENTIAL' : 'LOW_FOR_POTENTIAL', 'warning', message)];
}

function staffingRisks(plan: RiskPlan, line: QuotaLine, acc: Accumulators): readonly QuotaRisk[] {
  const territory = plan.territories[line.territory];
  if (territory === undefined || line.amount === 0) return [];
  const risks: QuotaRisk[] = [];
  if (territory.repIds.length === 0) {
    const message = `${territory.name} has a quota of ${moneyText(plan.currency, line.amount)} and no rep to carry it.`;
    risks.push({ territory: line.territory, code: 'NO_REP', severity: 'warning', message });
  }
  const { capacity } = territory;
  if (capacity === null) return risks;
  const used =
    sumOf(acc, capacity.unit === 'accounts' ? 'count' : 'workloadHours', line.territory) / capacity.value;
  if (used > 1) {
    const message = `${territory.name} uses ${percent(used)} of its capacity: part of the quota lies in accounts nobody has time for.`;
    risks.push({ territory: line.territory, code: 'OVER_CAPACITY', severity: 'warning', message });
  }
  return risks;
}

function overrideRisks(plan: RiskPlan, line: QuotaLine): readonly QuotaRisk[] {
  if (line.override === null || line.base === 0) return [];
  const away = line.amount / line.base - 1;
  if (Math.abs(away) <= plan.policy.quota.riskBand) return [];
  const message = `${plan.territories[line.territory]?.name ?? ''} was set ${signedPercent(away)} from what the split gives (${line.override.reason}).`;
  return [{ territory: line.territory, code: 'OVERRIDE_FAR', severity: 'warning', message }];
}

/** How the whole over-assignment stands against policy: fine, to be warned of, or in need of approval. */
export function overAssignmentStatus(
  plan: Pick<Plan, 'policy'>,
  quotas: QuotaPlan,
): 'pass' | 'warn' | 'approval' {
  const { overAssignmentWarn, overAssignmentApproval } = plan.policy.quota;
  if (quotas.overAssignment > overAssignmentApproval + 1e-9) return 'approval';
  return quotas.overAssignment > overAssignmentWarn + 1e-9 ? 'warn' : 'pass';
}
