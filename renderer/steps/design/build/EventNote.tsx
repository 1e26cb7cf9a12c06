import { UNASSIGNED } from '../../../../domain/plan/plan.ts';
import { usePlan } from '../../../session/session.ts';
import { Status } from '../../../ui/Status.tsx';
import { counted } from '../../../ui/format.ts';
import type { EventAnswered, Proposal } from '../../../workspace/build-run.ts';

/** What a proposal answers to, and what it leaves for a person to decide (ledger GOV-06). */
export function EventNote({ proposal }: { readonly proposal: Proposal & { readonly after: EventAnswered } }) {
  const plan = usePlan();
  const { event, asked } = proposal.after;
  const nobody = proposal.moves.to.reduce((sum, to) => sum + (to === UNASSIGNED ? 1 : 0), 0);
  return (
    <>
      <p>
        {event.kind === 'rep-leaves'
          ? `${counted(asked.free, 'account')} of ${plan.territories[event.territory]?.name ?? ''} are handed over. Everything else stays; the territory is kept, empty, until you retire it or find a successor.`
          : `${counted(asked.before?.rows.length ?? 0, 'account')} that left are closed first. Only those who lost some take over others.`}
      </p>
      {nobody > 0 ? (
        <Status prose kind="warn">
          {counted(nobody, 'account finds', 'accounts find')} nobody with room, and would be without a
          territory
        </Status>
      ) : null}
      {asked.held.length > 0 ? (
        <Status prose kind="info">
          {counted(asked.held.length, 'account stays', 'accounts stay')} there: locked, strategic, or with a
          key-account manager. Moving them is an exception.
        </Status>
      ) : null}
    </>
  );
}
