/** What leaves the laptop is on record before it leaves (ledger AUD-01, AUD-09). */
import { save } from '../host/save-file.ts';
import { note } from './trail.ts';

export interface Exported {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** What the trail says: "Save 3 rows that were left out". It names no person. */
  readonly label: string;
  /** What it was taken from: `plan:…`, `version:…`, `audit`. */
  readonly object: string;
}

export async function exportFile({ name, bytes, type, label, object }: Exported): Promise<void> {
  const noted = await note({ action: 'export', label, object });
  if (noted.ok) await save(name, bytes, type);
}
