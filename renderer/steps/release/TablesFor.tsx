import { useState } from 'react';
import type { Role } from '../../../domain/governance/role.ts';
import { ROLES } from '../../../domain/governance/role.ts';
import { CLASS_OF_COLUMN, isMasked } from '../../../domain/governance/field-masks.ts';
import { exportFile } from '../../governance/export-file.ts';
import { ROLE_NAMES } from '../../people/people.ts';
import { postRefusal } from '../../session/notices.ts';
import type { StoredVersion } from '../../storage/version-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Field.tsx';
import { bundles } from '../../versions/bundle-client.ts';

/** The version's tables for somebody who may not have every column: what her role may not see stays here (ROL-03). */
export function TablesFor({ version }: { readonly version: StoredVersion }) {
  const [role, setRole] = useState<Role>('rep');
  const left = Object.keys(CLASS_OF_COLUMN).filter((column) => isMasked(column, role));
  const hand = async (): Promise<void> => {
    const made = await bundles().tablesFor(version.bundle, role);
    if (!made.ok) return postRefusal('No tables were made', made.errors);
    await exportFile({
      name: `tables-for-${role}-${version.versionId.slice(0, 8)}.zip`,
      bytes: made.value as Uint8Array<ArrayBuffer>,
      type: 'application/zip',
      label: `Save the tables of ${version.planName} for ${ROLE_NAMES[role]}`,
      object: `version:${version.versionId}`,
    });
  };
  return (
    <details className="delegate">
      <summary>Tables for somebody</summary>
      <Select
        label="Her role"
        value={role}
        onChange={setRole}
        choices={ROLES.map((id) => ({ id, label: ROLE_NAMES[id] }))}
      />
      <p className="muted">
        {left.length === 0
          ? 'Every column is hers to see.'
          : `Left out: ${left.map((column) => column.replaceAll('_', ' ')).join(', ')}.`}{' '}
        The bundle itself is always whole.
      </p>
      <Button onPress={() => void hand()}>Save the tables</Button>
    </details>
  );
}
