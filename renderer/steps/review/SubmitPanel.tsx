import { useEffect, useState } from 'react';
import type { CodedError } from '../../../domain/result.ts';
import type { Profile } from '../../../workstation/contract.ts';
import { goTo } from '../../app/route.ts';
import { DraftRequirements } from '../../governance/PolicyRequirements.tsx';
import { useDraftRequirements } from '../../governance/use-draft-requirements.ts';
import { SignAs } from '../../people/SignAs.tsx';
import { post } from '../../session/notices.ts';
import { usePlan, useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Field } from '../../ui/Field.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Status } from '../../ui/Status.tsx';
import { loadVersions, submitPlan, useVersions } from '../../versions/versions.ts';
import { parentsOf } from '../../versions/lineage.ts';
import { useMeasureContext } from '../../workspace/use-figures.ts';
import { dataQualityOf } from '../data/health-store.ts';
import { readiness } from './readiness.ts';

/** Checks, a note to the approver, and the maker's signature. */
export function SubmitPanel() {
  const plan = usePlan();
  const context = useMeasureContext();
  const versions = useVersions((state) => state.versions);
  const parents = parentsOf(plan, versions);
  const last = versions.find((version) => parents.includes(version.versionId));
  useEffect(() => void loadVersions(), []);
  const requirements = useDraftRequirements(plan, context, parents);
  return (
    <div className="submit">
      <ul className="submit-checks">
        {readiness(plan, context, requirements).map((check) => (
          <li key={check.id}>
            <Status prose kind={check.kind}>
              {check.words}
            </Status>
          </li>
        ))}
      </ul>
      <h3>Who will have to look at it</h3>
      <DraftRequirements list={requirements} />
      <p className="muted">
        Submitting freezes this version and signs it as yours. Your draft stays open. Somebody else has to
        approve it before it counts.
      </p>
      {last === undefined ? null : (
        <p className="muted">
          It will follow version <code>{last.versionId.slice(0, 8)}</code> of {last.makerName}.
        </p>
      )}
      <SignAs purpose="submit">{(profile) => <Submit profile={profile} />}</SignAs>
    </div>
  );
}

function Submit({ profile }: { readonly profile: Profile }) {
  const open = useSession((state) => state.open);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const submit = async (): Promise<void> => {
    if (open === null) return;
    setBusy(true);
    const quality = await dataQualityOf(open.plan.planId, open.head);
    const done = quality.ok ? await submitPlan(open, quality.value, profile, note.trim()) : quality;
    setBusy(false);
    if (!done.ok) return setErrors(done.errors);
    post({
      kind: 'done',
      title: 'Submitted',
      detail: 'Signed, saved and waiting for a second pair of eyes.',
    });
    goTo('release');
  };
  if (busy) return <Progress label="Checking the data, building and signing the bundle" done={null} />;
  return (
    <>
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
