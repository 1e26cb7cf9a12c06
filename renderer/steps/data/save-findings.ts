import type { FindingScope } from '../../intake/intake-api.ts';
import { ask } from '../../intake/intake-client.ts';
import { postRefusal } from '../../session/notices.ts';
import { saveDownload } from './save-download.ts';

export async function saveFindings(scope: FindingScope): Promise<void> {
  const bytes = await ask((api) => api.findingsCsv(scope));
  if (bytes.ok) saveDownload('findings.csv', bytes.value);
  else postRefusal('The findings were not saved', bytes.errors);
}
