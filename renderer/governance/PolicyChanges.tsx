import type { PolicyChange } from '../../domain/governance/policy-changes.ts';
import './governance.css';

/** What a policy would say differently, figure by figure, in words. */
export function PolicyChanges({ changes }: { readonly changes: readonly PolicyChange[] }) {
  if (changes.length === 0)
    return <p className="muted">Nothing differs from the latest version yet. Change a figure to begin.</p>;
  return (
    <dl className="policy-changes">
      {changes.map(({ what, before, after }) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>
            <del>{before}</del> <ins>{after}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
