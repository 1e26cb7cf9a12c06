import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { LoggedRelease } from '../../../domain/governance/change-log.ts';
import { changeWords } from '../../../domain/governance/change-log.ts';
import type { Role } from '../../../domain/governance/role.ts';
import { PERSON_ROLES } from '../../../domain/governance/role.ts';
import { changeLogCsv, changeLogMarkdown, readableBy } from '../../../formats/change-log/change-log.ts';
import { exportFile } from '../../governance/export-file.ts';
import { ROLE_NAMES, usePeople } from '../../people/people.ts';
import type { StoredVersion } from '../../storage/version-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Field.tsx';
import { changeLogOf } from '../../versions/change-log.ts';
import { useVersions } from '../../versions/versions.ts';

/** What changed from release to release, by whom and why, to be published to those it concerns (ledger AUD-07). */
export function ChangeLog({ version }: { readonly version: StoredVersion }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="delegate" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Change log</summary>
      {open ? <Log version={version} /> : null}
    </details>
  );
}

function Log({ version }: { readonly version: StoredVersion }) {
  const log = useLog(version);
  const [role, setRole] = useState<Role>('rep');
  if (log === null) return <p className="muted">Comparing releases …</p>;
  if (log.length === 0)
    return <p className="muted">Nothing was released yet. Each release is told here once it is signed.</p>;
  const told = log.map((one) => readableBy(one, role));
  const hand = (kind: 'md' | 'csv'): Promise<void> =>
    exportFile({
      name: `change-log-for-${role}.${kind}`,
      bytes: kind === 'md' ? changeLogMarkdown(version.planName, told) : changeLogCsv(told),
      type: kind === 'md' ? 'text/markdown' : 'text/csv',
      label: `Save the change log of ${version.planName} for ${ROLE_NAMES[role]}`,
      object: `version:${version.versionId}`,
    });
  return (
    <>
      <Select
        label="For whom"
        value={role}
        onChange={setRole}
        choices={PERSON_ROLES.map((id) => ({ id, label: ROLE_NAMES[id] }))}
      />
      <ol className="change-log">
        {told.map((release) => (
          <Release key={release.version} release={release} />
        ))}
      </ol>
      <div className="release-buttons">
        <Button icon={<Download aria-hidden="true" />} onPress={() => void hand('md')}>
          Save as Markdown
        </Button>
        <Button icon={<Download aria-hidden="true" />} onPress={() => void hand('csv')}>
          Save as CSV
        </Button>
      </div>
    </>
  );
}

const SHOWN = 12;

function Release({ release }: { readonly release: LoggedRelease }) {
  const { changes, releasedOn, releasedBy, submittedBy, approvedBy, reason, follows } = release;
  return (
    <li>
      <strong>{releasedOn}</strong> <code>{release.version.slice(0, 8)}</code>
      <p>
        {changeWords(changes)}{' '}
        {follows === null ? 'since the start of the cycle' : `since ${follows.slice(0, 8)}`}.
      </p>
      <p className="muted">
        Made by {submittedBy}, approved by {approvedBy.join(', ')}, released by {releasedBy}.
      </p>
      {reason === '' ? null : <q>{reason}</q>}
      <ul>
        {changes.slice(0, SHOWN).map((change) => (
          <li key={`${change.kind} ${change.what} ${change.why}`}>
            {change.what}: {change.before || 'none'} → {change.after || 'none'}
            {change.why === '' ? '' : `. ${change.why}`}
          </li>
        ))}
      </ul>
      {changes.length > SHOWN ? (
        <p className="muted">And {changes.length - SHOWN} more, in the file.</p>
      ) : null}
    </li>
  );
}

function useLog(version: StoredVersion): readonly LoggedRelease[] | null {
  const keys = usePeople((state) => state.keys);
  const versions = useVersions((state) => state.versions);
  const [log, setLog] = useState<readonly LoggedRelease[] | null>(null);
  useEffect(() => {
    let current = true;
    void changeLogOf(version).then((found) => {
      if (current) setLog(found);
    });
    return () => {
      current = false;
    };
  }, [version, keys, versions]);
  return log;
}
