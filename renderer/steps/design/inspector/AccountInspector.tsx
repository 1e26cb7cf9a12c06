import { Lock, LockOpen, ZoomIn } from 'lucide-react';
import { textAt } from '../../../../domain/plan/account-table.ts';
import { coveragePriority } from '../../../../domain/scoring/coverage-priority.ts';
import { ACCOUNT_STATUSES } from '../../../../domain/scoring/status.ts';
import { usePlan } from '../../../session/session.ts';
import { Button, IconButton } from '../../../ui/Button.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { Tag } from '../../../ui/Status.tsx';
import { count, decimal, moneyText, potentialText } from '../../../ui/format.ts';
import { WhereFrom } from '../../../lineage/WhereFrom.tsx';
import { showRows } from '../../../workspace/map-view.ts';
import { toggleLock } from '../../../workspace/moves.ts';
import { ScoreParts } from '../../../workspace/ScoreParts.tsx';
import { TierReason } from '../../../workspace/TierReason.tsx';
import { useFacts } from '../../../workspace/use-figures.ts';
import { MoveMenu } from '../map/SelectionStrip.tsx';
import { AccountHistory } from './AccountHistory.tsx';
import { MoveCosts } from './MoveCosts.tsx';
import { SelectionOverlays } from './Overlays.tsx';
import { WhyHere } from './WhyHere.tsx';

export function AccountInspector({ row }: { readonly row: number }) {
  const plan = usePlan();
  const facts = useFacts();
  const text = (field: Parameters<typeof textAt>[1]) => textAt(plan.accounts, field, row);
  const tier = facts.tier[row] ?? 0;
  const locked = plan.locked[row] === 1;
  const priority = coveragePriority(plan.policy, tier, facts.scorePercentile[row] ?? 0);
  const sales = facts.sales[row] ?? 0;
  return (
    <div className="inspector">
      <header className="inspector-head">
        <h2>{text('name') ?? text('accountId') ?? `Account ${row + 1}`}</h2>
        <p className="muted">
          {[text('street'), text('city'), text('state'), text('postalCode')].filter(Boolean).join(', ')}
        </p>
        <p>
          <Tag>{plan.policy.tiers[tier]?.tier ?? 'No tier'}</Tag> <Tag>{priority.priority} priority</Tag>{' '}
          {locked ? <Tag>locked</Tag> : null}
        </p>
      </header>
      <div className="inspector-buttons">
        <MoveMenu />
        <Button icon={locked ? <LockOpen /> : <Lock />} onPress={() => void toggleLock()}>
          {locked ? 'Unlock' : 'Lock'}
        </Button>
        <IconButton label="Zoom to it" icon={<ZoomIn />} onPress={() => showRows([row])} />
      </div>
      <WhyHere row={row} />
      <MoveCosts key={row} row={row} />
      <FactList
        facts={[
          [
            'Potential',
            Number.isNaN(plan.accounts.number.potential[row])
              ? 'missing'
              : potentialText(facts.potential[row] ?? 0, plan.potentialUnit),
          ],
          ['Visits', `${count(facts.visitsPerYear[row])} a year, ${decimal(facts.workloadHours[row])} h`],
          ['Sales today', sales > 0 ? moneyText(sales, plan.currency) : null],
          ['Status', ACCOUNT_STATUSES[facts.status[row] ?? 3] ?? 'unknown'],
          ['Industry', text('industry')],
          ['Owner', text('ownerName')],
          ['Account id', text('accountId')],
          ['Placed by', text('geoPrecision')],
        ]}
      />
      <TierReason plan={plan} facts={facts} row={row} />
      <ScoreParts plan={plan} facts={facts} row={row} />
      <SelectionOverlays rows={Int32Array.of(row)} />
      <WhereFrom row={row} />
      <AccountHistory row={row} />
    </div>
  );
}
