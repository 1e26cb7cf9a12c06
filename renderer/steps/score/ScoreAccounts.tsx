import { useMemo, useState } from 'react';
import type { AccountFacts } from '../../../domain/measures/facts.ts';
import { textAt } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SearchField } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Split } from '../../ui/Split.tsx';
import type { Column } from '../../ui/Table.tsx';
import { Table } from '../../ui/Table.tsx';
import { NONE, potentialNumber } from '../../ui/format.ts';
import { NO_FILTER, filterAccounts, shownRows } from '../../workspace/account-filter.ts';
import { ScoreParts } from '../../workspace/ScoreParts.tsx';
import { TierReason } from '../../workspace/TierReason.tsx';

const two = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Accounts by score, and the sum that makes the score of the one chosen. */
export function ScoreAccounts(props: {
  readonly plan: Plan;
  readonly facts: AccountFacts;
  readonly row: number | null;
  readonly onRow: (row: number) => void;
}) {
  const { plan, facts, row, onRow } = props;
  const [text, setText] = useState('');
  const keys = useMemo(() => {
    const visible = filterAccounts(plan, facts, { ...NO_FILTER, text });
    return shownRows(facts, visible, (a, b) => (facts.score[b] ?? 0) - (facts.score[a] ?? 0));
  }, [plan, facts, text]);
  const columns = useMemo(() => columnsOf(plan, facts), [plan, facts]);
  return (
    <Split
      name="score-explained"
      direction="column"
      fixed="end"
      size={330}
      min={160}
      max={560}
      maxShare={0.6}
      label="explanation"
      start={
        <Panel
          title="Accounts by score"
          bare
          tools={<SearchField label="Find an account" value={text} onChange={setText} />}
        >
          <Table
            label="Accounts by score"
            columns={columns}
            keys={keys}
            rowHeight={26}
            isSelected={(key) => key === row}
            onSelect={({ keys: [key] }) => {
              if (key !== undefined) onRow(key);
            }}
            empty="No account is called that."
          />
        </Panel>
      }
      end={
        <Panel title={row === null ? 'Explanation' : (textAt(plan.accounts, 'name', row) ?? 'Explanation')}>
          {row === null ? (
            <EmptyState title="Choose an account">Its score is shown as a sum, input by input.</EmptyState>
          ) : (
            <div className="score-explained">
              <ScoreParts plan={plan} facts={facts} row={row} />
              <TierReason plan={plan} facts={facts} row={row} />
            </div>
          )}
        </Panel>
      }
    />
  );
}

const columnsOf = (plan: Plan, facts: AccountFacts): readonly Column[] => [
  {
    id: 'name',
    header: 'Account',
    width: 150,
    grow: 1,
    cell: (row) => textAt(plan.accounts, 'name', row) ?? NONE,
  },
  {
    id: 'tier',
    header: 'Tier',
    width: 88,
    cell: (row) => plan.policy.tiers[facts.tier[row] ?? 0]?.tier ?? NONE,
  },
  {
    id: 'potential',
    header: 'Potential',
    unit: plan.potentialUnit.name,
    width: 100,
    number: true,
    cell: (row) => potentialNumber(facts.potential[row] ?? 0, plan.potentialUnit),
  },
  { id: 'score', header: 'Score', width: 64, number: true, cell: (row) => two.format(facts.score[row] ?? 0) },
];
