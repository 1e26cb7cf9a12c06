/** Reps whose strengths are wanted elsewhere (ledger FAI-04): what a territory's potential asks for, against who has it. */
import { percent } from '../measures/wording.ts';
import type { Issue, Remedy } from './answer.ts';
import { territoryName } from './evidence.ts';
import type { FairnessContext } from './fairness-context.ts';

interface Seat {
  readonly territory: number;
  /** Index into `plan.reps`. */
  readonly rep: number;
}

/** Territories with one rep who has skills on record; nothing can be said of the others. */
function seatsOf({ plan, territories }: FairnessContext): readonly Seat[] {
  return territories.flatMap(({ index }): readonly Seat[] => {
    const ids = plan.territories[index]?.repIds ?? [];
    const rep = ids.length === 1 ? plan.reps.findIndex(({ repId }) => repId === ids[0]) : -1;
    return rep === -1 || plan.reps[rep]?.skills.length === 0 ? [] : [{ territory: index, rep }];
  });
}

export function mismatchIssues(context: FairnessContext): readonly Issue[] {
  const { plan, form, skills } = context;
  const asked = (rep: number, territory: number): number =>
    skills[rep * plan.territories.length + territory] ?? 0;
  const seats = seatsOf(context);
  return seats.flatMap((seat): readonly Issue[] => {
    const own = asked(seat.rep, seat.territory);
    const other = seats.reduce<Seat | null>(
      (best, each) =>
        asked(each.rep, seat.territory) > Math.max(own, best === null ? own : asked(best.rep, seat.territory))
          ? each
          : best,
      null,
    );
    if (other === null || asked(other.rep, seat.territory) - own <= form.skillBand) return [];
    const name = territoryName(plan, seat.territory);
    const [rep, better] = [plan.reps[seat.rep], plan.reps[other.rep]];
    return [
      {
        code: 'REP_STRENGTH_MISMATCH',
        tone: 'warn',
        subject: { kind: 'territory', index: seat.territory },
        title: `${name} asks for what ${rep?.name ?? ''} knows less`,
        finding: `${percent(own, 0)} of the potential of ${name} asks for what ${rep?.name ?? ''} knows (${rep?.skills.join(', ') ?? ''}), ${percent(asked(other.rep, seat.territory), 0)} for what ${better?.name ?? ''} of ${territoryName(plan, other.territory)} knows.`,
        remedy: swapOrKeep(context, seat, other, asked),
        talkingPoints: [
          'Strengths are one of three things a pairing looks at; the accounts somebody knows and the way from home are the others.',
          'A specialist beside the territory can bring the skill without moving anybody.',
        ],
      },
    ];
  });
}

function swapOrKeep(
  { plan }: FairnessContext,
  a: Seat,
  b: Seat,
  asked: (rep: number, territory: number) => number,
): Remedy {
  const now = asked(a.rep, a.territory) + asked(b.rep, b.territory);
  const then = asked(b.rep, a.territory) + asked(a.rep, b.territory);
  const locked =
    plan.lockedAll || [a, b].some(({ territory }) => plan.territories[territory]?.locked === true);
  const [one, other] = [plan.reps[a.rep], plan.reps[b.rep]];
  if (locked || then <= now || one === undefined || other === undefined)
    return {
      kind: 'rationale',
      text: locked
        ? 'Keep them: one of the two territories is locked.'
        : `Keep them: ${other?.name ?? 'the other'} is needed as much in ${territoryName(plan, b.territory)}; exchanging them would lose there what it gains here.`,
    };
  return {
    kind: 'adjustment',
    text: `Exchange ${one.name} and ${other.name}: the potential that asks for their skills goes from ${percent(now / 2, 0)} to ${percent(then / 2, 0)} on average. Look at relationships and the way from home first (Build, Pairing).`,
    command: {
      type: 'pairReps',
      pairs: [
        { territory: a.territory, repId: other.repId },
        { territory: b.territory, repId: one.repId },
      ],
    },
  };
}
