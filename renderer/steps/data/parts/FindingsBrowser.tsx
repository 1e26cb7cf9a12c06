import { useMemo, useState, useSyncExternalStore } from 'react';
import type { FindingScope } from '../../../intake/intake-api.ts';
import type { FindingView, RuleGroup } from '../../../intake/findings-api.ts';
import { ask } from '../../../intake/intake-client.ts';
import { postRefusal } from '../../../session/notices.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useNarrow } from '../../../ui/use-narrow.ts';
import { WindowCache } from '../model/window-cache.ts';
import { FindingDetail } from './FindingDetail.tsx';
import { FindingTable } from './FindingTable.tsx';
import { RuleHead } from './RuleHead.tsx';
import { RuleList } from './RuleList.tsx';

export interface FindingsBrowserProps {
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
        key={`${check}|${group.rule}|${showSkipped}`}
        scope={scope}
        group={group}
        skipped={showSkipped}
        onSkipped={setSkipped}
      />
    </div>
  );
}

function RuleFindings(props: {
  readonly scope: FindingScope;
  readonly group: RuleGroup;
  readonly skipped: boolean;
  readonly onSkipped: (skipped: boolean) => void;
}) {
  const { scope, group, skipped, onSkipped } = props;
  const narrow = useNarrow();
  const cache = useMemo(
    () => new WindowCache<FindingView>((from, count) => findings(scope, group.rule, skipped, from, count)),
    [scope, group.rule, skipped],
  );
  useSyncExternalStore(cache.subscribe, cache.version);
  const [current, setCurrent] = useState(0);
  const total = skipped ? group.skipped : group.open;
  const finding = cache.at(Math.min(current, total - 1));
  return (
    <div className="rule-findings" data-narrow={narrow || undefined}>
      <RuleHead scope={scope} group={group} skipped={skipped} onSkipped={onSkipped} />
      <FindingTable
        scope={scope}
        cache={cache}
        title={group.title}
        total={total}
        current={current}
        onCurrent={setCurrent}
      />
      <FindingDetail scope={scope} rule={group.rule} finding={finding ?? null} />
    </div>
  );
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
