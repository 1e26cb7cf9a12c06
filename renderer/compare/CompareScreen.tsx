import { ArrowLeftRight } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Plan } from '../../domain/plan/plan.ts';
import { cycleStart } from '../review/differences.ts';
import { useSession } from '../session/session.ts';
import { IconButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import type { Choice } from '../ui/Field.tsx';
import { Select } from '../ui/Field.tsx';
import { loadVersions, useVersions } from '../versions/versions.ts';
import type { SideId } from './compare-sides.ts';
import { compareSides, sideChoices, sidesOf, START, useCompare } from './compare-sides.ts';
import './compare.css';
import { comparisonOf } from './comparison.ts';
import { ComparedPlans } from './ComparedPlans.tsx';
import { useSide } from './use-side.ts';

/** Two plans or versions side by side, live: an edit to the open one shows at once. */
export function CompareScreen() {
  const plans = useSession((state) => state.plans);
  const openId = useSession((state) => state.open?.plan.planId ?? null);
  const versions = useVersions((state) => state.versions);
  const asked = useCompare();
  useEffect(() => void loadVersions(), []);
  const known = { plans, versions, openId };
  const sides = sidesOf(asked, known);
  if (sides === null)
    return (
      <EmptyState title="Nothing to compare yet">
        Open a plan from the menu beside the name at the top, or a bundle in Release.
      </EmptyState>
    );
  const choices = sideChoices(known);
  const cycleBegan: Choice<SideId> = {
    id: START,
    label: 'Start of the cycle',
    detail: 'Where the accounts of the plan on the right began',
  };
  return (
    <div className="compare">
      <header className="compare-head">
        <Select
          label="Plan on the left"
          hideLabel
          value={sides.left}
          onChange={(left) => compareSides(left, sides.right)}
          choices={[cycleBegan, ...choices]}
        />
        <IconButton
          label="Swap sides"
          icon={<ArrowLeftRight />}
          isDisabled={sides.left === START}
          onPress={() => compareSides(sides.right, sides.left)}
        />
        <Select
          label="Plan on the right"
          hideLabel
          value={sides.right}
          onChange={(right) => compareSides(sides.left, right)}
          choices={choices}
        />
      </header>
      <Sides
        {...sides}
        names={[nameOf([cycleBegan, ...choices], sides.left), nameOf(choices, sides.right)]}
      />
    </div>
  );
}

const nameOf = (choices: readonly Choice<SideId>[], side: SideId): string =>
  choices.find(({ id }) => id === side)?.label ?? '';

function Sides(props: {
  readonly left: SideId;
  readonly right: SideId;
  readonly names: readonly [left: string, right: string];
}) {
  const { left, right, names } = props;
  const after = useSide(right);
  const other = useSide(left);
  if (after === null || (other === null && left !== START))
    return <EmptyState title="Reading both sides …">Nothing is changed by looking.</EmptyState>;
  if (!after.ok) return <Unreadable name={names[1]}>{after.errors}</Unreadable>;
  if (other !== null && !other.ok) return <Unreadable name={names[0]}>{other.errors}</Unreadable>;
  return <Compared before={other?.value ?? null} after={after.value} names={names} />;
}

function Compared(props: {
  /** null: the start of the cycle of `after`. */
  readonly before: Plan | null;
  readonly after: Plan;
  readonly names: readonly [left: string, right: string];
}): ReactNode {
  const { before, after, names } = props;
  const comparison = useMemo(() => comparisonOf(before ?? cycleStart(after), after), [before, after]);
  return <ComparedPlans comparison={comparison} names={names} isStart={before === null} />;
}

function Unreadable(props: {
  readonly name: string;
  readonly children: Parameters<typeof ErrorNotice>[0]['errors'];
}) {
  return (
    <div className="app-centre">
      <ErrorNotice title={`${props.name} cannot be read`} errors={props.children} />
    </div>
  );
}
