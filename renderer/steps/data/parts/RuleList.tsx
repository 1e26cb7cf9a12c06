import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { RuleGroup } from '../../../intake/findings-api.ts';
import { SeverityMark } from './SeverityMark.tsx';

/** One line a rule. Arrow keys move along it. */
export function RuleList(props: {
  readonly groups: readonly RuleGroup[];
  readonly current: string;
  readonly onRule: (rule: string) => void;
}) {
  const { groups, current, onRule } = props;
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const at = groups.findIndex((group) => group.rule === current) + step;
    const next = groups[at];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    onRule(next.rule);
    list.current?.querySelectorAll('button')[at]?.focus();
  };
  return (
    <nav className="rule-list" aria-label="Kinds of findings">
      <ul ref={list} onKeyDown={onKeyDown}>
        {groups.map((group) => (
          <li key={group.rule}>
            <button
              type="button"
              aria-current={group.rule === current ? 'true' : undefined}
              tabIndex={group.rule === current ? 0 : -1}
              data-open={group.open > 0}
              onClick={() => onRule(group.rule)}
            >
              <SeverityMark severity={group.severity} />
              <span className="truncate" title={group.title}>
                {group.title}
              </span>
              <span className="rule-count">{group.open.toLocaleString('en-US')}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
