import type { FindingScope } from '../../intake/intake-api.ts';
import { exportFile } from '../../governance/export-file.ts';
import { ask } from '../../intake/intake-client.ts';
import { postRefusal } from '../../session/notices.ts';

export async function saveFindings(scope: FindingScope): Promise<void> {
  const bytes = await ask((api) => api.findingsCsv(scope));
  if (bytes.ok)
    await exportFile({
      name: 'findings.csv',
      bytes: bytes.value,
      type: 'text/csv',
      label: 'Save the findings',
      object: 'data',
    });
  else postRefusal('The findings were not saved', bytes.errors);
}
