import { useState } from 'react';
import type { CodedError } from '../../../../domain/result.ts';
import type { Profile } from '../../../../workstation/contract.ts';
import { SignAs } from '../../../people/SignAs.tsx';
import { post } from '../../../session/notices.ts';
import type { StoredVersion } from '../../../storage/version-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { decide } from '../../../versions/versions.ts';

/** An approval says the plan is right; a release that it goes out now. It is signed like any act. */
export function ReleaseForm({
  version,
  onReleased,
}: {
  readonly version: StoredVersion;
  readonly onReleased: () => void;
}) {
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const release = async (profile: Profile): Promise<void> => {
    const done = await decide(version, profile, 'release', '');
    if (!done.ok) return setErrors(done.errors);
    post({ kind: 'done', title: 'Released and signed', detail: 'Compare again to go on.' });
    onReleased();
  };
  return (
    <section className="decide writeback-release">
      <h3>Release</h3>
      <SignAs purpose="release">
        {(profile) => (
          <Button kind="primary" onPress={() => void release(profile)}>
            Release as {profile.name}
          </Button>
        )}
      </SignAs>
      {errors.length === 0 ? null : <ErrorNotice title="Nothing was signed" errors={errors} />}
    </section>
  );
}
