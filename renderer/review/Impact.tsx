import { useMemo, useState } from 'react';
import type { DataQualitySummary } from '../../domain/bundle/plan-document.ts';
import type { RequirementState } from '../../domain/governance/approval.ts';
import { approvalOf } from '../../domain/governance/approval-settings.ts';
import type { ChangeFacts, QuotaChange } from '../../domain/governance/change-facts.ts';
import { ALL_RULES } from '../../domain/intake/rules/all-rules.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { count, counted, decimal, moneyNumber, NONE, percent, signedTenths } from '../ui/format.ts';
import { Status } from '../ui/Status.tsx';
import './impact.css';
import { impactLines, payEffects, payThreshold, strategicMoves } from './impact.ts';

export interface ImpactOf {
  readonly facts: ChangeFacts;
  /** Guardrails crossed and what became of each; empty for a draft, where nobody was asked yet. */
  readonly requirements: readonly RequirementState[];
  readonly dataQuality: DataQualitySummary | null;
}

/** Rows shown before "Show all": more than fit on a page are looked at elsewhere. */
const SHOWN = 12;

/** Whose pay moves, which strategic accounts, which limits of the policy are crossed, and what the data lacked. */
export function Impact({ plan, of }: { readonly plan: Plan; readonly of: ImpactOf }) {
  const { facts, requirements, dataQuality } = of;
  const lines = useMemo(() => impactLines(plan, facts), [plan, facts]);
  const exceptions = requirements.filter(({ requirement }) => requirement.exception !== null);
  return (
    // It scrolls, and may hold nothing else that could take the focus.
    <div className="impact" role="group" aria-label="Pay and limits" tabIndex={0}>
      <section>
        <h3>Against the policy’s limits</h3>
        <dl className="impact-lines">
          {lines.map(({ label, value, limit }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
              <dd>
                {limit === null ? null : (
                  <Status prose kind={limit.kept ? 'good' : 'warn'}>
                    {limit.words}
                  </Status>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {exceptions.length === 0 ? null : (
        <section>
          <h3>Exceptions it needs</h3>
          <ul className="impact-exceptions">
            {exceptions.map(({ requirement, met, overdue, dueOn }) => (
              <li key={requirement.id}>
                <Status prose kind={met ? 'good' : overdue ? 'bad' : 'info'}>
                  {met ? 'Granted' : overdue ? `Was due ${dueOn ?? ''}` : `Open, due ${dueOn ?? 'any day'}`}
                </Status>
                <span>{requirement.why}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Pay plan={plan} facts={facts} />
      <Strategic plan={plan} moved={facts.strategicMoved} />
      <Findings of={dataQuality} />
    </div>
  );
}

function Pay({ plan, facts }: { readonly plan: Plan; readonly facts: ChangeFacts }) {
  const [all, setAll] = useState(false);
  const effects = payEffects(facts);
  const settings = approvalOf(plan.policy);
  const over = payThreshold(settings);
  const shown = all ? effects : effects.slice(0, SHOWN);
  const people = (change: QuotaChange): string => {
    const ids = plan.territories.find((one) => one.territoryId === change.territoryId)?.repIds ?? [];
    return ids.map((id) => plan.reps.find((rep) => rep.repId === id)?.name ?? id).join(', ');
  };
  return (
    <section>
      <h3>Expected pay, by estimate</h3>
      {effects.length === 0 ? (
        <p className="muted">
          {facts.quotasFirstSet
            ? 'Quotas are set for the first time: no pay was expected before that could be compared.'
            : 'No territory’s expected pay changes.'}
        </p>
      ) : (
        <>
          <p className="muted">
            {percent(settings.variablePay)} of pay is taken to follow attainment, and attainment to follow
            potential a unit of quota. An estimate to decide by, never a statement of pay.
          </p>
          <table className="impact-table">
            <thead>
              <tr>
                <th scope="col">Territory</th>
                <th scope="col">Held by</th>
                <th scope="col" className="number">
                  Quota before {plan.currency}
                </th>
                <th scope="col" className="number">
                  Quota {plan.currency}
                </th>
                <th scope="col" className="number">
                  Expected pay
                </th>
                <th scope="col">Looked at</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((change) => (
                <tr key={change.territoryId}>
                  <td>{change.name}</td>
                  <td>{people(change) || NONE}</td>
                  <td className="number">
                    {change.before === null ? NONE : moneyNumber(change.before, plan.currency)}
                  </td>
                  <td className="number">
                    {change.after === null ? NONE : moneyNumber(change.after, plan.currency)}
                  </td>
                  <td className="number">{signedTenths(change.pay)}</td>
                  <td>
                    {over !== null && Math.abs(change.pay ?? 0) > over ? (
                      <Status kind="warn">Above {percent(over)}</Status>
                    ) : (
                      <span className="muted">Not asked</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {effects.length > shown.length ? (
            <button type="button" className="impact-more" onClick={() => setAll(true)}>
              Show all {count(effects.length)}
            </button>
          ) : null}
        </>
      )}
    </section>
  );
}

function Strategic({ plan, moved }: { readonly plan: Plan; readonly moved: number }) {
  const moves = useMemo(() => (moved === 0 ? [] : strategicMoves(plan)), [plan, moved]);
  if (moves.length === 0) return null;
  return (
    <section>
      <h3>Strategic accounts that move</h3>
      <ul className="impact-moves">
        {moves.slice(0, 100).map((move) => (
          <li key={`${move.account}-${move.from}-${move.to}`}>
            <strong>{move.account}</strong> {move.from} → {move.to}
          </li>
        ))}
      </ul>
      {moves.length > 100 ? <p className="muted">And {count(moves.length - 100)} more.</p> : null}
    </section>
  );
}

/** A rule of a newer Bailiwick is shown by its id rather than left out. */
const titleOf = (id: string): string => ALL_RULES.find((rule) => rule.id === id)?.title ?? id;

function Findings({ of }: { readonly of: DataQualitySummary | null }) {
  if (of === null) return null;
  return (
    <section>
      <h3>What the data lacked</h3>
      <p className="muted">
        Data scored {decimal(of.score)} of 100 over {counted(of.rows, 'row')} when it was submitted.
      </p>
      {of.findings.length === 0 ? null : (
        <ul className="impact-moves">
          {of.findings.map((finding) => (
            <li key={finding.rule}>
              <strong>{count(finding.count)}</strong> {titleOf(finding.rule)}{' '}
              <span className="muted">{finding.severity}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
