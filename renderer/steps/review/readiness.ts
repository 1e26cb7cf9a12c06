import { sumOf } from '../../../domain/measures/accumulators.ts';
import type { MeasureContext } from '../../../domain/measures/measure.ts';
import { measurePlan } from '../../../domain/measures/measure-plan.ts';
import { UNASSIGNED } from '../../../domain/plan/plan.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { quotaPlan } from '../../../domain/quotas/quota-plan.ts';
import type { StatusKind } from '../../ui/Status.tsx';
import { counted } from '../../ui/format.ts';
import type { Requirement } from '../../../domain/governance/requirements.ts';
import type { ScopeKey } from '../../../domain/governance/scope-key.ts';
import { scopeKeys, unresolved } from '../../../domain/governance/scope-key.ts';
import { named } from '../../../domain/measures/wording.ts';

export interface Check {
  readonly id: string;
  readonly kind: StatusKind;
  readonly words: string;
}

/** What a maker should know before she signs. None of it stops her: the approver decides, and sees the same. */
export function readiness(
  plan: Plan,
  context: MeasureContext,
  requirements: readonly Requirement[],
): readonly Check[] {
  const unassigned = sumOf(context.accumulators, 'count', UNASSIGNED);
  const failed = measurePlan(context).filter(({ result }) => result.status === 'fail');
  const quotas = quotaPlan(plan, context.accumulators);
  const scopes = scopeKeys(plan, quotas?.lines ?? [], requirements, null);
  const lacking = scopes.filter((key) => unresolved(key).length > 0);
  return [
    {
      id: 'assigned',
      kind: unassigned === 0 ? 'good' : 'warn',
      words:
        unassigned === 0
          ? 'Every account has a territory'
          : `${counted(unassigned, 'account has', 'accounts have')} no territory`,
    },
    {
      id: 'measures',
      kind: failed.length === 0 ? 'good' : 'warn',
      words:
        failed.length === 0
          ? 'Every target is met'
          : `${counted(failed.length, 'target is', 'targets are')} missed: ${failed.map(({ measure }) => measure.label).join(', ')}`,
    },
    quotas === null
      ? { id: 'quota', kind: 'warn', words: 'No quota target is set' }
      : {
          id: 'quota',
          kind: quotas.difference === 0 ? 'good' : 'bad',
          words: quotas.difference === 0 ? 'Quotas add up to the last cent' : 'Quotas do not add up',
        },
    {
      id: 'scope',
      kind: lacking.length === 0 ? 'good' : 'warn',
      words:
        lacking.length === 0
          ? 'Every territory has an owner, a cycle and approvers'
          : `${lackingWords(lacking)}. Nothing about them is written to production until that is settled`,
    },
  ];
}

function lackingWords(lacking: readonly ScopeKey[]): string {
  const all = lacking.map((key) => key.name);
  const what = [...new Set(lacking.flatMap(unresolved))];
  return `${named(all)} ${lacking.length === 1 ? 'lacks' : 'lack'} ${named(what)}`;
}
