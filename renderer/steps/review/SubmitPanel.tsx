import { useEffect, useState } from 'react';
import type { IsoDate } from '../../../domain/brand.ts';
import type { Requirements } from '../../../domain/governance/requirements.ts';
import type { Role } from '../../../domain/governance/role.ts';
import { ROLE_CATALOGUE } from '../../../domain/governance/role.ts';
import type { CodedError } from '../../../domain/result.ts';
import type { Profile } from '../../../workstation/contract.ts';
import { goTo } from '../../app/route.ts';
import { DraftRequirements } from '../../governance/PolicyRequirements.tsx';
import { ROLE_NAMES, usePeople } from '../../people/people.ts';
import { rolesHere } from '../../people/roles-here.ts';
import { SignAs } from '../../people/SignAs.tsx';
import { post } from '../../session/notices.ts';
import { now, usePlan, useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Field, Select } from '../../ui/Field.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Status } from '../../ui/Status.tsx';
import { loadVersions, submitPlan, useVersions } from '../../versions/versions.ts';
import { parentsOf } from '../../versions/lineage.ts';
import { useMeasureContext } from '../../workspace/use-figures.ts';
import { dataQualityOf } from '../data/health-store.ts';
import { readiness } from './readiness.ts';

/** Checks, a note to the approver, and the maker's signature. */
export function SubmitPanel({ requirements }: { readonly requirements: Requirements }) {
  const plan = usePlan();
  const context = useMeasureContext();
  const versions = useVersions((state) => state.versions);
  const parents = parentsOf(plan, versions);
  const last = versions.find((version) => parents.includes(version.versionId));
  useEffect(() => void loadVersions(), []);
  return (
    <div className="submit">
      <ul className="submit-checks">
        {readiness(plan, context, requirements.list).map((check) => (
          <li key={check.id}>
            <Status prose kind={check.kind}>
              {check.words}
            </Status>
          </li>
        ))}
      </ul>
      <h3>Who will have to look at it</h3>
      <DraftRequirements list={requirements.list} />
      <p className="muted">
        Submitting freezes this version and signs it as yours. Your draft stays open. Somebody else has to
        approve it before it counts.
      </p>
      {last === undefined ? null : (
        <p className="muted">
          It will follow version <code>{last.versionId.slice(0, 8)}</code> of {last.makerName}.
        </p>
      )}
      <SignAs purpose="submit">
        {(profile) => (
          <Submit key={profile.actorId} profile={profile} territories={requirements.territories} />
        )}
      </SignAs>
    </div>
  );
}

function Submit(props: { readonly profile: Profile; readonly territories: Requirements['territories'] }) {
  const { profile, territories } = props;
  const open = useSession((state) => state.open);
  const keys = usePeople((state) => state.keys);
  const [note, setNote] = useState('');
  const [as, setAs] = useState<Role | null>(null);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const key = keys.find(({ keyId }) => keyId === profile.keyId) ?? { ...profile, revokedAt: null };
  const on = now().slice(0, 10) as IsoDate;
  const roles = open === null ? [] : rolesHere(key, { plan: open.plan, territories, on }, 'makes');
  const role = roles.find((one) => one === as) ?? roles[0];
  const submit = async (): Promise<void> => {
    if (open === null || role === undefined) return;
    setBusy(true);
    const quality = await dataQualityOf(open.plan.planId, open.head);
    const done = quality.ok ? await submitPlan(open, quality.value, profile, note.trim(), role) : quality;
    setBusy(false);
    if (!done.ok) return setErrors(done.errors);
    post({
      kind: 'done',
      title: 'Submitted',
      detail: 'Signed, saved and waiting for a second pair of eyes.',
    });
    goTo('release');
  };
  if (role === undefined)
    return (
      <Status prose kind="info">
        {ROLE_CATALOGUE[profile.role].makes
          ? `No grant of ${profile.name} covers what this plan changes today. Roles and keys in Governance lists her grants.`
          : `${ROLE_NAMES[profile.role]} submits nothing. Choose another profile.`}
      </Status>
    );
  if (busy) return <Progress label="Checking the data, building and signing the bundle" done={null} />;
  return (
    <>
      {roles.length === 1 ? null : (
        <Select
          label="Submit as"
          value={role}
          onChange={setAs}
          choices={roles.map((id) => ({
            id,
            label: ROLE_NAMES[id],
            detail: ROLE_CATALOGUE[id].answersFor,
          }))}
        />
      )}
      <Field
        label="Note to the approver"
        value={note}
        onChange={setNote}
        placeholder="What changed, and why"
      />
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was submitted" errors={errors} />}
      <Button kind="primary" onPress={() => void submit()}>
        Sign and submit as {profile.name}
      </Button>
    </>
  );
}
