import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useActions } from '../../../app/actions.ts';
import type { FindingScope } from '../../../intake/intake-api.ts';
import type { FindingView, RuleGroup } from '../../../intake/findings-api.ts';
import { ask } from '../../../intake/intake-client.ts';
import { postRefusal } from '../../../session/notices.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { applyFix, skip, useHealth } from '../health-store.ts';
import { fixLabelOf } from '../model/finding-words.ts';
import { WindowCache } from '../model/window-cache.ts';
import { FindingDetail } from './FindingDetail.tsx';
import { FindingTable } from './FindingTable.tsx';
import { RuleHead } from './RuleHead.tsx';
import { RuleList } from './RuleList.tsx';

interface FindingsBrowserProps {
  readonly scope: FindingScope;
  /** Number of the check: findings are asked for anew when it changes. */
  readonly check: number;
  readonly groups: readonly RuleGroup[];
  readonly rule: string | null;
  readonly onRule: (rule: string) => void;
}

/** Findings by rule, the list of one rule, and one finding in full. */
export function FindingsBrowser(props: FindingsBrowserProps) {
  const { scope, check, groups, rule, onRule } = props;
  const [skipped, setSkipped] = useState(false);
  const group = groups.find((known) => known.rule === rule) ?? groups[0] ?? null;
  if (group === null)
    return (
      <EmptyState title="No findings">
        The rules found nothing to mend, nothing to look at and nothing to tell.
      </EmptyState>
    );
  const showSkipped = skipped && group.skipped > 0;
  return (
    <div className="findings">
      <RuleList groups={groups} current={group.rule} onRule={onRule} />
      <RuleFindings
        key={`${group.rule}|${showSkipped}`}
        check={check}
        scope={scope}
        group={group}
        skipped={showSkipped}
        onSkipped={setSkipped}
      />
    </div>
  );
}

function RuleFindings(props: {
  readonly check: number;
  readonly scope: FindingScope;
  readonly group: RuleGroup;
  readonly skipped: boolean;
  readonly onSkipped: (skipped: boolean) => void;
}) {
  const { check, scope, group, skipped, onSkipped } = props;
  const cache = useMemo(
    () => new WindowCache<FindingView>((from, count) => findings(scope, group.rule, skipped, from, count)),
    [scope, group.rule, skipped],
  );
  useSyncExternalStore(cache.subscribe, cache.version);
  useEffect(() => cache.renew(), [cache, check]);
  const [current, setCurrent] = useState(0);
  const total = skipped ? group.skipped : group.open;
  const at = Math.max(0, Math.min(current, total - 1));
  const finding = cache.at(at) ?? null;
  useFindingKeys(scope, finding, () => setCurrent(at + 1));
  return (
    <div className="rule-findings">
      <RuleHead scope={scope} group={group} skipped={skipped} onSkipped={onSkipped} />
      <FindingTable
        scope={scope}
        cache={cache}
        title={group.title}
        total={total}
        current={at}
        onCurrent={setCurrent}
      />
      <FindingDetail scope={scope} finding={finding} />
    </div>
  );
}

/** `F` fixes the finding shown, `S` skips it; either goes on to the next. */
function useFindingKeys(scope: FindingScope, finding: FindingView | null, onNext: () => void): void {
  const canDo = (): boolean =>
    scope === 'plan' && finding !== null && !finding.skipped && !useHealth.getState().done.has(finding.key);
  useActions([
    {
      id: 'finding-fix',
      label: 'Fix this finding',
      group: 'Data',
      keys: 'F',
      enabled: () => canDo() && finding?.fixLabel !== null,
      run: () => {
        if (finding === null) return;
        void applyFix({ kind: 'finding', key: finding.key }, fixLabelOf(finding), [finding.key]);
        onNext();
      },
    },
    {
      id: 'finding-skip',
      label: 'Skip this finding',
      group: 'Data',
      keys: 'S',
      enabled: canDo,
      run: () => {
        if (finding !== null) void skip([finding.key]);
      },
    },
  ]);
}

async function findings(
  scope: FindingScope,
  rule: string,
  skipped: boolean,
  from: number,
  count: number,
): Promise<readonly FindingView[]> {
  const window = await ask((api) => api.findings(scope, rule, skipped, from, count));
  if (window.ok) return window.value.findings;
  postRefusal('The findings could not be listed', window.errors);
  return [];
}
