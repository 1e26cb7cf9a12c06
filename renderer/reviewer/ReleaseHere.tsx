import { useState } from 'react';
import { approvalOf } from '../../domain/governance/approval-settings.ts';
import type { TrustedKey } from '../../domain/governance/keyring.ts';
import type { CodedError } from '../../domain/result.ts';
import type { BrowserKey } from '../host/browser-key.ts';
import { ROLE_NAMES } from '../people/people.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Status } from '../ui/Status.tsx';
import type { Reviewed } from './read-version.ts';
import { releaseHere } from './read-version.ts';
import { loadReviewer, useReviewer } from './reviewer.ts';

/** Approved: released by somebody the policy lets, or said when that was done. */
export function ReleaseHere(props: {
  readonly reviewed: Reviewed;
  readonly own: TrustedKey | undefined;
  readonly browserKey: BrowserKey | null;
  readonly onReleased: () => void;
}) {
  const { reviewed, own, browserKey, onReleased } = props;
  const plans = useReviewer((state) => state.plans);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const [busy, setBusy] = useState(false);
  const { plan, verification } = reviewed.read;
  const settings = approvalOf(plan.policy);
  const releasedOn = verification.outcome?.releasedOn ?? null;
  if (releasedOn !== null)
    return (
      <p>
        Released on {releasedOn}. For {settings.lockDays} days the accounts it moved stay where they are.
      </p>
    );
  const roles = settings.releasers.map((role) => ROLE_NAMES[role]).join(', ');
  if (
    own === undefined ||
    browserKey === null ||
    own.revokedAt !== null ||
    !settings.releasers.includes(own.role)
  )
    return (
      <Status prose kind="info">
        Everything the policy asks for is there. {roles} may release it.
      </Status>
    );
  const release = async (): Promise<void> => {
    setBusy(true);
    const approved = plans.find((one) => one.plan === plan.planId)?.approved ?? null;
    const { actorId, name, role, keyId } = own;
    const done = await releaseHere(reviewed, browserKey, { actorId, name, role, keyId }, approved);
    setBusy(false);
    setErrors(done.ok ? [] : done.errors);
    if (!done.ok) return;
    await loadReviewer();
    onReleased();
  };
  return (
    <>
      <p className="muted">
        Everything the policy asks for is there. Once released, it may be written back to the CRM.
      </p>
      {errors.length === 0 ? null : <ErrorNotice title="It was not released" errors={errors} />}
      <Button kind="primary" isDisabled={busy} onPress={() => void release()}>
        {busy ? 'Signing …' : `Release as ${own.name}`}
      </Button>
    </>
  );
}
