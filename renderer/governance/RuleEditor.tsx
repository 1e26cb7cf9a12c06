import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { IsoDate } from '../../domain/brand.ts';
import { TRIGGERS } from '../../domain/governance/approval-settings.ts';
import type { ApprovalRule, ApprovalSettings } from '../../domain/governance/approval-settings.ts';
import type { DocumentKind } from '../../domain/governance/documents.ts';
import { DOCUMENT_KINDS, DOCUMENT_NAMES } from '../../domain/governance/documents.ts';
import { COUNTED_TRIGGERS, TRIGGER_WORDS } from '../../domain/governance/policy-changes.ts';
import { DECIDING_ROLES, ROLE_CATALOGUE } from '../../domain/governance/role.ts';
import type { Role } from '../../domain/governance/role.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Field, NumberInput, Select, Switch } from '../ui/Field.tsx';

const TRIGGER_CHOICES = TRIGGERS.map((id) => ({ id, label: `For ${TRIGGER_WORDS[id]}` }));

const freshId = (rules: readonly ApprovalRule[]): string => {
  let n = rules.length + 1;
  while (rules.some((rule) => rule.id === `rule-${n}`)) n++;
  return `rule-${n}`;
};

/** Who must look at what, above which threshold; and the days nobody works. */
export function RuleEditor(props: {
  readonly settings: ApprovalSettings;
  readonly onChange: (settings: ApprovalSettings) => void;
}) {
  const { settings, onChange } = props;
  const { rules, clocks, delegation } = settings;
  const setRules = (next: readonly ApprovalRule[]): void => onChange({ ...settings, rules: next });
  const add = (): void => {
    const need = { roles: ['finance'] as const, count: 1 };
    setRules([...rules, { id: freshId(rules), on: 'always', over: 0, need }]);
  };
  return (
    <fieldset>
      <legend>Who must look at what</legend>
      {rules.length === 0 ? (
        <p className="muted">No rules: whoever may decide, in whatever role, is enough.</p>
      ) : null}
      {rules.map((rule, i) => (
        <RuleRow
          key={rule.id}
          rule={rule}
          onChange={(next) => setRules(rules.map((one, at) => (at === i ? next : one)))}
          onRemove={() => setRules(rules.filter((_, at) => at !== i))}
        />
      ))}
      <Button kind="quiet" icon={<Plus aria-hidden="true" />} onPress={add}>
        Add a rule
      </Button>
      <Switch
        isSelected={delegation.allowed}
        onChange={(allowed) => onChange({ ...settings, delegation: { ...delegation, allowed } })}
      >
        A reviewer may delegate her decision
      </Switch>
      <Holidays
        dates={clocks.holidays}
        onChange={(holidays) => onChange({ ...settings, clocks: { ...clocks, holidays } })}
      />
    </fieldset>
  );
}

function Holidays(props: {
  readonly dates: readonly IsoDate[];
  readonly onChange: (dates: readonly IsoDate[]) => void;
}) {
  const [text, setText] = useState(props.dates.join(', '));
  return (
    <Field
      label="Holidays"
      value={text}
      placeholder="2026-12-25, 2027-01-01"
      hint="Dates that are no business days, by commas. Weekends are none anyway."
      onChange={(next) => {
        setText(next);
        props.onChange((next.match(/\d{4}-\d{2}-\d{2}/g) ?? []).map((date) => date as IsoDate));
      }}
    />
  );
}

function RuleRow(props: {
  readonly rule: ApprovalRule;
  readonly onChange: (rule: ApprovalRule) => void;
  readonly onRemove: () => void;
}) {
  const { rule, onChange, onRemove } = props;
  const counted = COUNTED_TRIGGERS.has(rule.on);
  const toggle = (role: Role, on: boolean): void => {
    const roles = DECIDING_ROLES.filter((one) => (one === role ? on : rule.need.roles.includes(one)));
    if (roles.length > 0) onChange({ ...rule, need: { ...rule.need, roles } });
  };
  const sign = (kind: DocumentKind, on: boolean): void => {
    const { documents = [], ...need } = rule.need;
    const kinds = DOCUMENT_KINDS.filter((one) => (one === kind ? on : documents.includes(one)));
    onChange({ ...rule, need: kinds.length === 0 ? need : { ...need, documents: kinds } });
  };
  return (
    <div className="policy-rule" role="group" aria-label={`Rule for ${TRIGGER_WORDS[rule.on]}`}>
      <Select
        label="Rule"
        hideLabel
        value={rule.on}
        choices={TRIGGER_CHOICES}
        onChange={(on) => onChange({ ...rule, on })}
      />
      {rule.on === 'always' ? (
        <span />
      ) : (
        <NumberInput
          label="Above"
          value={rule.over}
          minValue={0}
          formatOptions={
            counted ? { maximumFractionDigits: 0 } : { style: 'percent', maximumFractionDigits: 2 }
          }
          onChange={(over) => onChange({ ...rule, over: Number.isNaN(over) ? 0 : over })}
        />
      )}
      <NumberInput
        label="People"
        value={rule.need.count}
        minValue={1}
        maxValue={9}
        onChange={(count) =>
          onChange({ ...rule, need: { ...rule.need, count: Number.isNaN(count) ? 1 : count } })
        }
      />
      <IconButton label="Remove this rule" icon={<Trash2 />} onPress={onRemove} />
      <div className="policy-rule-roles">
        {DECIDING_ROLES.map((role) => (
          <label key={role}>
            <input
              type="checkbox"
              checked={rule.need.roles.includes(role)}
              onChange={(event) => toggle(role, event.target.checked)}
            />{' '}
            {ROLE_CATALOGUE[role].name}
          </label>
        ))}
      </div>
      <div className="policy-rule-roles">
        <span className="muted">Signs with it:</span>
        {DOCUMENT_KINDS.map((kind) => (
          <label key={kind}>
            <input
              type="checkbox"
              checked={rule.need.documents?.includes(kind) ?? false}
              onChange={(event) => sign(kind, event.target.checked)}
            />{' '}
            {DOCUMENT_NAMES[kind]}
          </label>
        ))}
      </div>
    </div>
  );
}
