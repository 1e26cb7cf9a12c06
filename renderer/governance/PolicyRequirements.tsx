import type { ActorId } from '../../domain/brand.ts';
import type { Outcome, RequirementState } from '../../domain/governance/approval.ts';
import type { Need } from '../../domain/governance/approval-settings.ts';
import { documentWords } from '../../domain/governance/documents.ts';
import type { Requirement } from '../../domain/governance/requirements.ts';
import { DECIDING_ROLES, ROLE_CATALOGUE } from '../../domain/governance/role.ts';
import { ROLE_NAMES } from '../people/people.ts';
import { Status } from '../ui/Status.tsx';
import './policy-requirements.css';

/** "1 of Finance or Executive", "2 people, whatever their role". */
export function needWords(need: Need): string {
  const { documents = [] } = need;
  const papers = documents.length === 0 ? '' : `, with ${documentWords(documents)} signed`;
  return `${peopleWords(need)}${papers}`;
}

function peopleWords({ roles, count }: Need): string {
  if (DECIDING_ROLES.every((role) => roles.includes(role)))
    return count === 1 ? 'Somebody else, whatever her role' : `${count} others, whatever their roles`;
  const names = roles.map((role) => ROLE_NAMES[role]);
  const last = names.at(-1) ?? 'nobody';
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${last}` : last;
  return count === 1 ? list : `${count} of ${list}`;
}

/** What the policy asks of a version: which requirement is met, by whom, and since when the others wait. */
export function PolicyRequirements(props: {
  readonly outcome: Outcome;
  readonly names: ReadonlyMap<ActorId, string>;
  readonly policyName: string;
}) {
  const { outcome, names, policyName } = props;
  const open = outcome.requirements.filter((one) => !one.met).length;
  return (
    <section className="requirements">
      <h3>What the policy asks</h3>
      <p className="muted">
        {policyName}.{' '}
        {open === 0
          ? 'Everything it asks for is there.'
          : `${open} of ${outcome.requirements.length} still open.`}
      </p>
      <ul>
        {outcome.requirements.map((one) => (
          <RequirementLine key={one.requirement.id} state={one} names={names} />
        ))}
      </ul>
      {outcome.setAside.length === 0 ? null : (
        <>
          <h4>Signed, and not counted</h4>
          <ul className="set-aside">
            {outcome.setAside.map(({ act, why }) => (
              <li key={`${act.actorId}-${act.decision}-${act.at}`}>
                {names.get(act.actorId) ?? act.actorId}, {ROLE_CATALOGUE[act.role].name}: {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function RequirementLine({
  state,
  names,
}: {
  readonly state: RequirementState;
  readonly names: ReadonlyMap<ActorId, string>;
}) {
  const { requirement, met, by, dueOn, overdue } = state;
  const who = by.map((actor) => names.get(actor) ?? actor).join(', ');
  return (
    <li>
      <Status prose kind={met ? 'good' : overdue ? 'warn' : 'info'}>
        {needWords(requirement.need)}
        {met ? `: ${who}` : overdue ? ': overdue' : ': open'}
      </Status>
      <p className="muted">
        {requirement.why}
        {met || dueOn === null ? null : <span className="nowrap"> Due {dueOn}.</span>}
      </p>
    </li>
  );
}

/** The same for a draft: who will have to look at it, and what makes them. */
export function DraftRequirements({ list }: { readonly list: readonly Requirement[] }) {
  const exceptions = list.filter((one) => one.exception !== null).length;
  return (
    <>
      {exceptions === 0 ? null : (
        <Status prose kind="warn">
          {exceptions === 1 ? 'A guardrail is' : `${exceptions} guardrails are`} crossed. Whoever approves
          grants the exception, in Release beside her decision, with a reason and a last day. Moving fewer
          accounts, or fewer at once, needs none.
        </Status>
      )}
      <ul className="requirements">
        {list.map((requirement) => (
          <li key={requirement.id}>
            <strong>{needWords(requirement.need)}</strong>
            <p className="muted">{requirement.why}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
