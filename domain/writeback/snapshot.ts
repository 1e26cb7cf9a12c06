/**
 * What the target held when its exports were taken. A row is never dropped: an export with a broken row is refused
 * whole, because a record that is missing from the snapshot would look as if the target did not have it.
 */
import type { Sha256Hex } from '../brand.ts';
import type { Json } from '../bundle/canonical-json.ts';
import { canonicalJson } from '../bundle/canonical-json.ts';
import type { RawTable } from '../intake/raw-table.ts';
import { rawCell } from '../intake/raw-table.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import { fullId } from './salesforce-id.ts';
import type { ObjectSpec } from './objects.ts';
import { ETAG, objectsOf } from './objects.ts';
import type { Target } from './target.ts';
import { TARGET_NAMES } from './target.ts';

export type Fields = Readonly<Record<string, string>>;

export interface TargetRecord {
  readonly object: string;
  readonly id: string;
  /** Every field of the object that the export has; an empty cell is ''. */
  readonly fields: Fields;
  readonly etag: string | null;
}

export interface Snapshot {
  readonly target: Target;
  /** By object; an object whose export was not given is absent. */
  readonly records: ReadonlyMap<string, readonly TargetRecord[]>;
}

export interface SnapshotFile {
  readonly name: string;
  readonly table: RawTable;
}

export type SnapshotCode =
  'SNAPSHOT_FILE_UNKNOWN' | 'SNAPSHOT_FILE_FAULTY' | 'SNAPSHOT_ID_MISSING' | 'SNAPSHOT_OBJECT_MISSING';

/** Which object an export is of, by its columns; data loaders write headers in any case. */
export function recogniseObject(target: Target, headers: readonly string[]): ObjectSpec | null {
  const have = new Set(headers.map(folded));
  return objectsOf(target).find((spec) => spec.required.every((name) => have.has(folded(name)))) ?? null;
}

const folded = (header: string): string => header.trim().toLowerCase();

/** Exports to a snapshot; several files of one object are one. Codes: SnapshotCode. */
export function readSnapshot(
  target: Target,
  files: readonly SnapshotFile[],
): Result<Snapshot, CodedError<SnapshotCode>> {
  const errors: CodedError<SnapshotCode>[] = [];
  const records = new Map<string, TargetRecord[]>();
  for (const file of files) {
    const spec = recogniseObject(target, file.table.headers);
    if (spec === null) {
      errors.push(unknownFile(target, file));
      continue;
    }
    errors.push(...faultsOf(file));
    const known = records.get(spec.object) ?? [];
    records.set(spec.object, known);
    errors.push(...readRecords(spec, file, known));
  }
  for (const { object, needed, required } of objectsOf(target)) {
    if (!needed || records.has(object)) continue;
    const message = `There is no export of ${object}. Export its ${required.join(', ')} and add the file; with no records, the header line alone.`;
    errors.push(codedError('SNAPSHOT_OBJECT_MISSING', message, { object }));
  }
  return errors.length > 0 ? refuse(...errors) : ok({ target, records });
}

const unknownFile = (target: Target, { name, table }: SnapshotFile) =>
  codedError(
    'SNAPSHOT_FILE_UNKNOWN',
    `${name} is no export of ${TARGET_NAMES[target]} that is used here (its columns: ${table.headers.slice(0, 12).join(', ')}). Known are ${objectsOf(
      target,
    )
      .map((spec) => `${spec.object} (${spec.required.join(', ')})`)
      .join('; ')}.`,
    { file: name },
  );

const faultsOf = ({ name, table }: SnapshotFile): readonly CodedError<SnapshotCode>[] =>
  table.faults
    .filter((fault) => fault.rejectsRow || fault.code === 'UNDECODABLE_TEXT')
    .slice(0, 5)
    .map((fault) =>
      codedError(
        'SNAPSHOT_FILE_FAULTY',
        `${name}, line ${fault.line}: ${fault.message} Export it again: a snapshot must be whole.`,
        { file: name, line: fault.line },
      ),
    );

function readRecords(
  spec: ObjectSpec,
  { name, table }: SnapshotFile,
  into: TargetRecord[],
): readonly CodedError<SnapshotCode>[] {
  const errors: CodedError<SnapshotCode>[] = [];
  const at = new Map(table.headers.map((header, column) => [folded(header), column]));
  const wanted = [...spec.required, ...spec.optional].flatMap((field) => {
    const column = at.get(folded(field));
    return column === undefined ? [] : [{ field, column }];
  });
  for (let row = 0; row < table.rowCount; row++) {
    const fields: Record<string, string> = {};
    for (const { field, column } of wanted)
      fields[field] = normalised(spec, field, rawCell(table, column, row)?.trim() ?? '');
    const id = fields[spec.id] ?? '';
    const etag = fields[ETAG] ?? '';
    delete fields[ETAG];
    if (id !== '') into.push({ object: spec.object, id, fields, etag: etag === '' ? null : etag });
    else if (errors.length < 5) {
      const message = `${name}, line ${table.lines[row]}: there is no ${spec.id}. Export it again with ids.`;
      errors.push(codedError('SNAPSHOT_ID_MISSING', message, { file: name }));
    }
  }
  return errors;
}

/** One spelling a value, so that equal values are equal texts. */
function normalised(spec: ObjectSpec, field: string, value: string): string {
  if (spec.days.includes(field)) return value.slice(0, 10);
  if (spec.amounts.includes(field)) return plainAmount(value);
  return field.endsWith('Id') ? fullId(value) : value;
}

const plainAmount = (value: string): string => {
  const form = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(value);
  if (form === null) return value;
  const [, sign = '', whole = '0', decimals = ''] = form;
  const text = decimals === '' ? whole : `${whole}.${decimals}`;
  return text === '0' ? '0' : sign + text;
};

export const recordsOf = (snapshot: Snapshot, object: string): readonly TargetRecord[] =>
  snapshot.records.get(object) ?? [];

/** Names a snapshot by what it says, whatever the order of its files and rows. */
export function snapshotDigest(snapshot: Snapshot, sha256: (text: string) => Sha256Hex): Sha256Hex {
  const lines = [...snapshot.records].flatMap(([object, records]) => [
    object,
    ...records.map((record) => canonicalJson(record as unknown as Json)),
  ]);
  return sha256([snapshot.target, ...lines.toSorted()].join('\n'));
}
