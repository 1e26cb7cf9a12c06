import { counted } from '../../../ui/format.ts';
import { Wrench } from 'lucide-react';
import type { FindingScope } from '../../../intake/intake-api.ts';
import type { RuleGroup } from '../../../intake/findings-api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Switch } from '../../../ui/Field.tsx';
import { applyFix, skipRule, useHealth } from '../health-store.ts';
import { SeverityMark } from './SeverityMark.tsx';

/** What the rule is, how often it fired, and what can be done about all of it at once. */
export function RuleHead(props: {
  readonly scope: FindingScope;
  readonly group: RuleGroup;
  readonly skipped: boolean;
  readonly onSkipped: (skipped: boolean) => void;
}) {
  const { scope, group, skipped, onSkipped } = props;
  const checking = useHealth((state) => state.checking);
  const fixAll = (): void =>
    void applyFix(
      { kind: 'rule', rule: group.rule },
      `${group.title}: ${counted(group.fixable, 'fix', 'fixes')} applied`,
      [],
    );
  return (
    <header className="rule-head">
      <SeverityMark severity={group.severity} />
      <h2>{group.title}</h2>
      <span className="muted">
        {counted(group.open, 'finding')}
        {group.accounts > group.open ? `, ${counted(group.accounts, 'account')}` : ''}
      </span>
      <div className="rule-head-tools">
        {group.skipped === 0 ? null : (
          <Switch isSelected={skipped} onChange={onSkipped}>
            {`Show ${group.skipped.toLocaleString('en-US')} skipped`}
          </Switch>
        )}
        {scope === 'import' || skipped || group.open === 0 ? null : (
          <Button kind="quiet" onPress={() => void skipRule(group.rule)}>
            Skip all
          </Button>
        )}
        {scope === 'import' || skipped || group.fixable === 0 ? null : (
          <Button kind="primary" icon={<Wrench aria-hidden="true" />} isDisabled={checking} onPress={fixAll}>
            {`Fix all ${group.fixable.toLocaleString('en-US')}`}
          </Button>
        )}
      </div>
    </header>
  );
}
