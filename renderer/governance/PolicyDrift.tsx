import type { IsoDate } from '../../domain/brand.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import { policyChanges } from '../../domain/governance/policy-changes.ts';
import type { Drift, Register } from '../../domain/governance/policy-register.ts';
import { policyDrift } from '../../domain/governance/policy-register.ts';
import { policyReference } from '../../formats/bundle/policy-reference.ts';
import { Status } from '../ui/Status.tsx';
import { PolicyChanges } from './PolicyChanges.tsx';

/** Whether the open plan follows the policy in force, and where it does not (ledger AUD-06). */
export function PolicyDrift(props: {
  readonly policy: Policy;
  readonly register: Register;
  readonly today: IsoDate;
}) {
  const { policy, register, today } = props;
  const drift = policyDrift(policy, policyReference(policy).sha256, register, today);
  const other = otherOf(drift);
  return (
    <div className="policy-drift">
      <Status prose kind={drift.kind === 'none' ? 'good' : 'warn'}>
        {words(drift, policy)}
      </Status>
      {other === null ? null : (
        <details>
          <summary>What differs, from the policy to the plan</summary>
          <PolicyChanges changes={policyChanges(other, policy)} />
        </details>
      )}
    </div>
  );
}

function otherOf(drift: Drift): Policy | null {
  if (drift.kind === 'none') return null;
  return drift.kind === 'altered' ? drift.registered.policy : (drift.inForce?.policy ?? null);
}

function words(drift: Drift, policy: Policy): string {
  const follows = `The open plan follows ${policy.name}, version ${policy.version}`;
  switch (drift.kind) {
    case 'none':
      return `${follows}, as in force today.`;
    case 'other-version':
      return `${follows}; in force today is version ${drift.inForce.policy.version}.`;
    case 'altered':
      return `${follows}, but says something else than the version registered under that number.`;
    case 'unregistered':
      return `${follows}, which nobody registered: its weights or limits were changed in the plan itself.`;
  }
}
