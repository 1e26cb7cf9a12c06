/** A target that holds records and takes the files a batch hands over: Dynamics by `$batch`, HubSpot, plain CSV. */
import { rawCell } from '../../../domain/intake/raw-table.ts';
import { ETAG, objectSpec, objectsOf } from '../../../domain/writeback/objects.ts';
import type { Target } from '../../../domain/writeback/target.ts';
import { decodeDelimited } from '../../../formats/tabular/decode-delimited.ts';
import { exactCsv } from '../../../formats/writeback/exact-csv.ts';
import type { JobFile } from '../../../formats/writeback/job-files.ts';
import type { NamedBytes } from '../../../formats/writeback/read-exports.ts';
import { must } from '../bundle/sample.ts';

type Fields = Readonly<Record<string, string>>;
const LOOKUPS: Readonly<Record<string, string>> = {
  territoryid: '_territoryid_value',
  goalownerid: '_goalownerid_value',
  metricid: '_metricid_value',
};
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export const guid = (n: number): string => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;

export class Crm {
  readonly target: Target;
  private readonly objects = new Map<string, Map<string, Fields>>();
  /** How often each record was changed. */
  private readonly marks = new Map<string, number>();
  private made = 7_000_000;

  constructor(target: Target) {
    this.target = target;
    for (const { object } of objectsOf(target)) this.objects.set(object, new Map());
  }

  private of(object: string): Map<string, Fields> {
    const found = this.objects.get(object);
    if (found === undefined) throw new Error(`${this.target} has no ${object}`);
    return found;
  }

  put(object: string, id: string, fields: Fields): void {
    this.of(object).set(id, { ...this.of(object).get(id), ...fields });
    this.marks.set(id, (this.marks.get(id) ?? 0) + 1);
  }

  private etag(id: string): string {
    return `W/"${this.marks.get(id) ?? 0}"`;
  }

  /** What it holds of the objects that are written, whatever new records are called inside. */
  state(): readonly string[] {
    const kept = (fields: Fields) =>
      Object.entries(fields)
        .filter(([, value]) => value !== '')
        .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return [...this.objects]
      .flatMap(([object, records]) =>
        [...records].map(([id, fields]) =>
          JSON.stringify([object, Number(id.slice(0, 8)) > 6_999_999 ? 'new' : id, kept(fields)]),
        ),
      )
      .toSorted();
  }

  exports(): readonly NamedBytes[] {
    return objectsOf(this.target).map(({ object, id: idField, required, optional }) => {
      const columns = [...new Set([...required, ...optional])].filter((name) => this.knows(name));
      const rows = [...this.of(object)].map(([id, fields]) =>
        columns.map((name) => (name === idField ? id : name === ETAG ? this.etag(id) : (fields[name] ?? ''))),
      );
      const bytes = exactCsv(columns, rows)[0]?.bytes ?? new TextEncoder().encode(`${columns.join(',')}\n`);
      return { name: `${object}.csv`, bytes };
    });
  }

  private knows(column: string): boolean {
    return column !== ETAG || this.target === 'dynamics';
  }

  /** Answers what Dynamics answers; the others say nothing. `fails`: rows that do not go through. */
  async load(file: JobFile, fails: (row: number) => boolean = () => false): Promise<NamedBytes | null> {
    if (file.name.endsWith('.batch.txt')) return this.batch(file, fails);
    const rows = file.name.endsWith('.json') ? requestsOf(file) : await this.rowsOf(file);
    for (const [row, { id, fields }] of rows.entries()) {
      if (fails(row)) continue;
      if (file.operation === 'delete') this.of(file.object).delete(id ?? '');
      else this.put(file.object, id ?? this.newId(file.object, fields), fields);
    }
    return null;
  }

  private newId(object: string, fields: Fields): string {
    return fields[objectSpec(this.target, object)?.id ?? ''] ?? guid(++this.made);
  }

  private async rowsOf({ object, bytes }: JobFile) {
    const table = must(await decodeDelimited(bytes, { delimiter: ',', unguard: this.target === 'csv' }));
    const idField = objectSpec(this.target, object)?.id;
    return Array.from({ length: table.rowCount }, (_, row) => {
      const cells = table.headers.map((header, i) => [header, rawCell(table, i, row) ?? ''] as const);
      const id = cells.find(([header]) => header === idField)?.[1] ?? null;
      return { id, fields: Object.fromEntries(cells.filter(([header]) => header !== idField)) as Fields };
    });
  }

  private batch(file: JobFile, fails: (row: number) => boolean): NamedBytes {
    const requests = textOf(file.bytes)
      .split(/--batch_\S+/)
      .filter((part) => /^(POST|PATCH|DELETE) /m.test(part));
    const answers = requests.map((request, row) => this.answer(request, fails(row)));
    const parts = answers.map(
      (status) =>
        `--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nHTTP/1.1 ${status}\r\n\r\n--c--\r\n`,
    );
    const name = file.name.replace('apply/', '').replace('.batch.txt', '.txt');
    return { name, bytes: new TextEncoder().encode(`${parts.join('')}--batchresponse_1--\r\n`) };
  }

  /** One operation, refused where the record is no longer in the state that is named. */
  private answer(request: string, isBusy: boolean): string {
    const [, verb = '', object = '', id, cleared] =
      /^(POST|PATCH|DELETE) \/api\/data\/v9\.2\/(\w+)(?:\(([^)]+)\))?(?:\/(\w+)\/\$ref)? HTTP\/1\.1/m.exec(
        request,
      ) ?? [];
    if (isBusy) return '429 Too Many Requests';
    const match = /^If-Match: (.*)\r$/m.exec(request)?.[1];
    if (id !== undefined && match !== this.etag(id)) return '412 Precondition Failed';
    if (cleared !== undefined) this.put(object, id ?? '', { [LOOKUPS[cleared] ?? '']: '' });
    else if (verb === 'DELETE') this.of(object).delete(id ?? '');
    else {
      const made = id ?? guid(++this.made);
      this.put(object, made, fieldsOf(request));
      const entity = id === undefined ? `\r\nOData-EntityId: https://x/${object}(${made})` : '';
      return `204 No Content${entity}\r\nETag: ${this.etag(made)}`;
    }
    return `204 No Content\r\nETag: ${this.etag(id ?? '')}`;
  }
}

function fieldsOf(request: string): Fields {
  const body = JSON.parse(/^\{.*\}$/m.exec(request.replaceAll('\r', ''))?.[0] ?? '{}') as Record<
    string,
    unknown
  >;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const lookup = LOOKUPS[name.replace('@odata.bind', '')];
      return lookup === undefined
        ? [name, String(value)]
        : [lookup, /\(([^)]+)\)/.exec(String(value))?.[1] ?? ''];
    }),
  );
}

function requestsOf({ bytes }: JobFile) {
  const { inputs } = JSON.parse(textOf(bytes)) as {
    inputs: readonly { readonly id?: string; readonly properties?: Fields }[];
  };
  return inputs.map(({ id, properties }) => ({ id: id ?? null, fields: properties ?? {} }));
}
