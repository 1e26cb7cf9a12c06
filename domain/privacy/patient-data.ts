/**
 * The block on patient data (ledger PRV-10): columns that look like identifiers of patients are emptied the moment a
 * file is read, before anything of them is shown, mapped or stored, and a coded fault says so. Which identifiers: the
 * Safe Harbor list of 45 CFR 164.514(b)(2), as far as a column can be known for one.
 */
import { foldName } from '../geo/fold-name.ts';
import type { RawTable, TableFault } from '../intake/raw-table.ts';

const HEADERS: readonly (readonly [RegExp, string])[] = [
  [/\b(ssn|social security)\b/, 'social security numbers'],
  [/\b(mrn|medical record|health record|chart number)\b/, 'medical record numbers'],
  [
    /\bpatient (id|no|number|name|first name|last name|surname|dob|address|phone|email|ssn)\b/,
    'who patients are',
  ],
  [/^(patient|patientid|patientname)$/, 'who patients are'],
  [/\b(dob|date of birth|birth date|birthdate|geburtsdatum)\b/, 'dates of birth'],
  [/\b(diagnosis|diagnoses|icd 9|icd 10|icd9|icd10)\b/, 'diagnoses'],
  [
    /\b(beneficiary (id|no|number|name)|health plan (id|no|number)|hicn|mbi|nhs number)\b/,
    'health plan numbers',
  ],
  [/\b(admission date|discharge date|date of death)\b/, 'dates of treatment'],
];

const SOCIAL_SECURITY = /^\d{3}-\d{2}-\d{4}$/;
/** Share of a column's values that must look like one. */
const MOSTLY = 0.8;
const SAMPLE = 200;

export interface PatientColumn {
  readonly column: number;
  readonly header: string;
  /** What it seems to hold, in words. */
  readonly what: string;
}

export function patientColumns(table: Pick<RawTable, 'headers' | 'columns'>): readonly PatientColumn[] {
  return table.headers.flatMap((header, column): readonly PatientColumn[] => {
    const folded = foldName(header.replace(/([a-z])([A-Z])/g, '$1 $2'));
    const named = HEADERS.find(([form]) => form.test(folded))?.[1];
    const what =
      named ?? (looksLikeSsn(table.columns[column]?.pool ?? []) ? 'social security numbers' : undefined);
    return what === undefined ? [] : [{ column, header, what }];
  });
}

function looksLikeSsn(values: readonly string[]): boolean {
  const sample = values.slice(0, SAMPLE);
  return (
    sample.length > 0 &&
    sample.filter((value) => SOCIAL_SECURITY.test(value.trim())).length >= MOSTLY * sample.length
  );
}

/** The table without the values of such columns, nor the text of faulty rows that could quote them; a fault for each. */
export function withoutPatientData(table: RawTable): RawTable {
  const found = patientColumns(table);
  if (found.length === 0) return table;
  const blocked = new Set(found.map(({ column }) => column));
  const empty = { pool: [], codes: new Int32Array(table.rowCount).fill(-1) };
  const said = found.map(({ header, what }): TableFault => ({
    code: 'PATIENT_DATA',
    line: 1,
    row: null,
    rejectsRow: false,
    message: `${header} looks like ${what}. Its values were not taken in: patient data has no place in a sales plan. Remove the column, or rename it if it is something else.`,
    text: '',
  }));
  return {
    ...table,
    columns: table.columns.map((column, i) => (blocked.has(i) ? empty : column)),
    faults: [...said, ...table.faults.map((fault) => ({ ...fault, text: '' }))],
  };
}
