import type { FindingScope } from '../../intake/intake-api.ts';
import { save } from '../../host/save-file.ts';
import { ask } from '../../intake/intake-client.ts';
import { postRefusal } from '../../session/notices.ts';

export async function saveFindings(scope: FindingScope): Promise<void> {
  const bytes = await ask((api) => api.findingsCsv(scope));
  if (bytes.ok) await save('findings.csv', bytes.value, 'text/csv');
  else postRefusal('The findings were not saved', bytes.errors);
}
