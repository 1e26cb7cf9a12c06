import { useEffect, useMemo, useState } from 'react';
import type { ActorId, IsoDate } from '../../domain/brand.ts';
import { policyChanges, spelledOut } from '../../domain/governance/policy-changes.ts';
import { POLICY_FIELDS, SECTIONS, valueAt, withValue } from '../../domain/governance/policy-fields.ts';
import type { PolicyField } from '../../domain/governance/policy-fields.ts';
import { inForce, latestVersion, proposedVersion } from '../../domain/governance/policy-register.ts';
import type { RegisteredPolicy } from '../../domain/governance/policy-register.ts';
import { approvalOf } from '../../domain/governance/approval-settings.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import { plusDays } from '../../domain/governance/business-days.ts';
import type { CodedError } from '../../domain/result.ts';
import { SignAs } from '../people/SignAs.tsx';
import { post } from '../session/notices.ts';
import { now, useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Field, NumberInput } from '../ui/Field.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Tag } from '../ui/Status.tsx';
import { followPolicy, loadPolicies, proposePolicy, usePolicies } from './policies.ts';
import { PolicyChanges } from './PolicyChanges.tsx';
import { PolicyDrift } from './PolicyDrift.tsx';
import { ProposedPolicy } from './ProposedPolicy.tsx';
import { rulesOfEngagement } from '../../formats/engagement/rules-of-engagement.ts';
import { exportFile } from './export-file.ts';
import { PayEditor } from './PayEditor.tsx';
import { RuleEditor } from './RuleEditor.tsx';

const SHARE: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 2 };
const PLAIN: Intl.NumberFormatOptions = { maximumFractionDigits: 3 };

/** Policies by version: what is in force, since when, and the draft of the next one with its difference in words. */
export function PolicyEditor() {
  const { register, errors } = usePolicies();
  const follows = useSession((state) => state.open?.plan.policy ?? null);
  useEffect(() => void loadPolicies(), []);
  if (errors.length > 0) return <ErrorNotice title="The policies cannot be read" errors={errors} />;
  const policyId = follows?.policyId ?? register?.[0]?.policy.policyId;
  const last = register === null || policyId === undefined ? null : latestVersion(register, policyId);
  const shown = last ?? register?.[0] ?? null;
  if (register === null || shown === null)
    return <EmptyState title="Opening the policies …">They are checked against their digests.</EmptyState>;
  const versions = register
    .filter((one) => one.policy.policyId === shown.policy.policyId)
    .toSorted((a, b) => b.policy.version - a.policy.version);
  const today = now().slice(0, 10) as IsoDate;
  const current = inForce(register, shown.policy.policyId, today);
  const proposed = proposedVersion(register, shown.policy.policyId);
  return (
    <div className="policy-editor">
      <Panel title="Versions">
        {follows === null ? null : <PolicyDrift policy={follows} register={register} today={today} />}
        <ol className="policy-versions">
          {versions.map((one) => (
            <Version
              key={one.policy.version}
              entry={one}
              before={versions[versions.indexOf(one) + 1]?.policy ?? null}
              isCurrent={one === current}
              follows={follows}
            />
          ))}
        </ol>
      </Panel>
      <Draft
        key={`${shown.policy.policyId}-${shown.policy.version}`}
        base={shown}
        proposed={proposed}
        today={today}
      />
    </div>
  );
}

function Version(props: {
  readonly entry: RegisteredPolicy;
  /** The version before it; null for the first. */
  readonly before: Policy | null;
  readonly isCurrent: boolean;
  readonly follows: Policy | null;
}) {
  const { policy, from, to, note, sha256, standing } = props.entry;
  const range = from === '0001-01-01' ? 'from the start' : `from ${from}`;
  const { follows } = props;
  const followed = follows?.policyId === policy.policyId && follows.version === policy.version;
  return (
    <li>
      <p>
        <strong>
          {policy.name}, version {policy.version}
        </strong>{' '}
        {props.isCurrent ? <Tag>In force</Tag> : null}
        {standing.kind === 'agreed' ? null : (
          <Tag>{standing.kind === 'proposed' ? 'Proposed' : 'Refused'}</Tag>
        )}
      </p>
      <p className="muted">
        {range}
        {to === null ? '' : ` to ${to}`} · <code>{sha256.slice(0, 8)}</code>
      </p>
      <p className="muted">{standing.kind === 'refused' ? `${note} Refused: ${standing.reason}` : note}</p>
      {props.before === null ? null : (
        <details>
          <summary>What changed</summary>
          <PolicyChanges changes={policyChanges(props.before, policy)} />
        </details>
      )}
      {props.isCurrent ? (
        <Button kind="quiet" onPress={() => void publishRules(props.entry)}>
          Rules of engagement
        </Button>
      ) : null}
      {follows === null || followed || standing.kind !== 'agreed' ? null : (
        <Button kind="quiet" onPress={() => void followPolicy(policy)}>
          Follow it in this plan
        </Button>
      )}
    </li>
  );
}

/** What the policy says to the people who work by it, as a document to publish (ledger GOV-07). */
const publishRules = ({ policy, sha256 }: RegisteredPolicy): Promise<void> =>
  exportFile({
    name: `rules-of-engagement-${policy.version}.md`,
    bytes: rulesOfEngagement(policy, sha256),
    type: 'text/markdown',
    label: `Save the rules of engagement of ${policy.name}, version ${policy.version}`,
    object: `policy:${policy.policyId}`,
  });

function Draft(props: {
  readonly base: RegisteredPolicy;
  readonly proposed: RegisteredPolicy | null;
  readonly today: IsoDate;
}) {
  const { base, proposed, today } = props;
  const [draft, setDraft] = useState<Policy>(base.policy);
  const earliest = base.from < today ? today : plusDays(base.from, 1);
  const [from, setFrom] = useState<string>(earliest);
  const [why, setWhy] = useState('');
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const changes = useMemo(() => policyChanges(base.policy, draft), [base, draft]);
  const renamed = draft.name.trim() !== '' && draft.name !== base.policy.name;
  const propose = async (by: ActorId): Promise<void> => {
    const saved = await proposePolicy(base.policy, draft, from as IsoDate, why.trim(), by);
    if (!saved.ok) return setErrors(saved.errors);
    setDraft(base.policy);
    post({ kind: 'done', title: 'Proposed', detail: 'It rules nothing until somebody else agrees.' });
  };
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(from) && !Number.isNaN(Date.parse(from));
  return (
    <>
      <div className="policy-fields">
        <Field
          label="Name of the policy"
          value={draft.name}
          onChange={(name) => setDraft({ ...draft, name })}
        />
        <RuleEditor
          settings={approvalOf(draft)}
          onChange={(settings) => setDraft({ ...draft, approval: settings })}
        />
        <PayEditor draft={draft} today={today} onChange={setDraft} />
        {SECTIONS.map((section) => (
          <fieldset key={section}>
            <legend>{section}</legend>
            {POLICY_FIELDS.filter((field) => field.section === section).map((field) => (
              <Figure key={field.path} field={field} draft={draft} onChange={setDraft} />
            ))}
          </fieldset>
        ))}
      </div>
      {proposed === null ? (
        <Panel title="The next version">
          <PolicyChanges changes={changes} />
          <div className="policy-save">
            <Field
              label="In force from"
              value={from}
              onChange={setFrom}
              placeholder={earliest}
              hint={`${earliest} at the earliest; the version before ends the day before.`}
            />
            <Field label="Why" value={why} onChange={setWhy} placeholder="What the steering group decided" />
            {errors.length === 0 ? null : <ErrorNotice title="Nothing was proposed" errors={errors} />}
            <Button isDisabled={changes.length === 0 && !renamed} onPress={() => setDraft(base.policy)}>
              Discard
            </Button>
            {changes.length === 0 && !renamed ? null : (
              <SignAs purpose="propose">
                {(profile) => (
                  <Button
                    kind="primary"
                    isDisabled={why.trim() === '' || !isDay || from < earliest}
                    onPress={() => void propose(profile.actorId)}
                  >
                    Propose it as {profile.name}
                  </Button>
                )}
              </SignAs>
            )}
          </div>
        </Panel>
      ) : (
        <ProposedPolicy entry={proposed} before={base.policy} />
      )}
    </>
  );
}

function Figure(props: {
  readonly field: PolicyField;
  readonly draft: Policy;
  readonly onChange: (policy: Policy) => void;
}) {
  const { field, draft, onChange } = props;
  const read = spelledOut(draft);
  const value = valueAt(read, field.path);
  return (
    <NumberInput
      label={field.label}
      value={typeof value === 'number' ? value : Number.NaN}
      minValue={0}
      formatOptions={field.unit === 'share' ? SHARE : PLAIN}
      {...(field.note === undefined ? {} : { hint: field.note })}
      onChange={(next) => {
        const given = Number.isNaN(next) ? null : next;
        if (given === null && field.path !== 'approval.clocks.expireAfterDays') return;
        // A policy of before there were rules gets them whole the first time one of their figures is changed.
        const from = field.path.startsWith('approval.') ? { ...draft, approval: read.approval } : draft;
        onChange(withValue(from, field.path, given));
      }}
    />
  );
}
