/**
 * Data minimisation (ledger PRV-02; GDPR art. 5(1)(c)): a field is stored only if planning needs it for something that
 * can be named. Columns without a field are never stored; an organisation may allow fewer fields, never more.
 */
import type { ColumnMapping } from '../intake/mapping.ts';
import type { PrivacyRecord } from './records.ts';
import { fieldSpec } from '../intake/fields.ts';

/** Fields that say something about a person, and what for. All others describe companies and places. */
export const PERSONAL_FIELD_PURPOSES: Readonly<Record<string, string>> = {
  'accounts.ownerName': 'who works the account now, for relationships kept and lost',
  'accounts.phone': 'finding the same account twice',
  'reps.name': 'who gets which territory',
  'reps.managerName': 'who approves for whom',
  'reps.email': 'matching reps to CRM users at write-back',
  'reps.street': 'where travel starts',
  'reps.city': 'where travel starts',
  'reps.postalCode': 'where travel starts',
  'reps.lat': 'where travel starts',
  'reps.lon': 'where travel starts',
  'reps.from': 'ramp of the quota',
  'reps.to': 'end of the quota',
};

/** Without it no plan can be made, so it cannot be left out. */
export const ALWAYS_STORED: ReadonlySet<string> = new Set(['reps.name']);

/** `family.field` of personal fields that are not to be stored. */
export type LeftOutFields = ReadonlySet<string>;

/** What the organisation decided last; nothing is left out until it decides. */
export const leftOutBy = (records: readonly PrivacyRecord[]): LeftOutFields =>
  new Set(
    records
      .flatMap((one) => (one.kind === 'minimisation' ? one.leftOut : []))
      .filter((field) => !ALWAYS_STORED.has(field)),
  );

/** The mapping without them; each column says why it is left out, and is named with the unmapped ones. */
export function admitted(mapping: ColumnMapping, leftOut: LeftOutFields): ColumnMapping {
  const columns = mapping.columns.map((choice) => {
    if (choice.field === null || !leftOut.has(`${mapping.family}.${choice.field}`)) return choice;
    const title = fieldSpec(mapping.family, choice.field)?.title ?? choice.field;
    return { ...choice, field: null, confidence: 1, why: `${title} is not stored here (privacy settings)` };
  });
  return { ...mapping, columns };
}
