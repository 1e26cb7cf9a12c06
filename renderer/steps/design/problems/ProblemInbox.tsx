import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import type { Problem, ProblemSeverity } from '../../../../domain/advice/problem.ts';
import { commit } from '../../../session/session.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import type { StatusKind } from '../../../ui/Status.tsx';
import { Status } from '../../../ui/Status.tsx';
import { lookAt, placeOf, stepProblem, useInbox, useProblems } from '../../../workspace/problem-inbox.ts';
import './problem-inbox.css';

const KINDS: Readonly<Record<ProblemSeverity, StatusKind>> = { error: 'bad', warning: 'warn', info: 'info' };
const WORDS: Readonly<Record<ProblemSeverity, string>> = { error: 'Must', warning: 'Should', info: 'Note' };

/** "3 of 12": what a person should look at, the worst first, each with its fix where there is one. */
export function ProblemInbox() {
  const problems = useProblems();
  const inbox = useInbox();
  const here = placeOf(problems, inbox);
  if (problems.length === 0)
    return <EmptyState title="No problems">Every account has a territory and every rule is kept.</EmptyState>;
  return (
    <div className="inbox">
      <div className="inbox-head">
        <span role="status">
          {here + 1} of {problems.length}
        </span>
        <IconButton
          label="Previous problem"
          keys="Shift+N"
          icon={<ChevronLeft />}
          onPress={() => stepProblem(-1)}
        />
        <IconButton label="Next problem" keys="N" icon={<ChevronRight />} onPress={() => stepProblem(1)} />
      </div>
      <ul className="inbox-list">
        {problems.map((problem, at) => (
          <InboxLine key={problem.id} problem={problem} at={at} isCurrent={problem.id === inbox.currentId} />
        ))}
      </ul>
    </div>
  );
}

function InboxLine(props: { readonly problem: Problem; readonly at: number; readonly isCurrent: boolean }) {
  const { problem, at, isCurrent } = props;
  return (
    <li className={isCurrent ? 'inbox-line is-current' : 'inbox-line'}>
      <button type="button" aria-current={isCurrent} onClick={() => lookAt(problem, at)}>
        <Status kind={KINDS[problem.severity]}>{WORDS[problem.severity]}</Status>
        <span>{problem.message}</span>
      </button>
      {isCurrent ? <Fix problem={problem} /> : null}
    </li>
  );
}

/** Worked out only for the problem that is looked at. */
function Fix({ problem }: { readonly problem: Problem }) {
  const fix = useMemo(() => problem.fix?.() ?? null, [problem]);
  return fix === null ? (
    <p className="inbox-fix muted">There is no one-click fix; choose on the map or in the table.</p>
  ) : (
    <div className="inbox-fix">
      <Button kind="primary" onPress={() => void commit(fix.command)}>
        {fix.label}
      </Button>
    </div>
  );
}
