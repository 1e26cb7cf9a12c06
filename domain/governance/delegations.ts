/** Votes lent to somebody on one version (ledger APR-10), as the screen that signs offers them. */
import type { ActorId, IsoDate } from '../brand.ts';
import type { Role } from './role.ts';
import type { PlanAct } from './statement.ts';

export interface LentVote {
  readonly actorId: ActorId;
  readonly name: string;
  readonly role: Role;
  readonly until: IsoDate;
}

/** Votes this person may cast for others on the day: the last delegation of each lender, in each of her roles. */
export function votesLentTo(to: ActorId, acts: readonly PlanAct[], on: IsoDate): readonly LentVote[] {
  const last = new Map<string, PlanAct>();
  const given = acts
    .filter((act) => act.decision === 'delegate')
    .toSorted((a, b) => (a.claimedAt < b.claimedAt ? -1 : 1));
  for (const act of given) last.set(JSON.stringify([act.signer.actorId, act.signer.role]), act);
  return [...last.values()].flatMap(({ signer, delegate }) =>
    delegate === undefined || delegate.to !== to || delegate.until < on
      ? []
      : [{ actorId: signer.actorId, name: signer.name, role: signer.role, until: delegate.until }],
  );
}
