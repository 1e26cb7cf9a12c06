/**
 * Dataverse Web API `$batch` bodies (OData v4 multipart): at most 1,000 operations a file, each in a change set of its
 * own, an update or delete only where the record still has the ETag of the snapshot (`If-Match`, else 412).
 */
import type { Item } from '../../domain/writeback/change.ts';
import type { Fields } from '../../domain/writeback/snapshot.ts';
import { writtenFields } from '../../domain/writeback/jobs.ts';
import type { ResultRow } from '../../domain/writeback/reconcile.ts';

export const MAX_OPERATIONS = 1000;

const ROOT = '/api/data/v9.2';

/** Lookups are written by binding the record they point to. */
const BINDINGS: Readonly<Record<string, { readonly property: string; readonly set: string }>> = {
  _territoryid_value: { property: 'territoryid', set: 'territories' },
  _goalownerid_value: { property: 'goalownerid', set: 'systemusers' },
  _metricid_value: { property: 'metricid', set: 'metrics' },
};

export function dynamicsBatch(items: readonly Item[], name: string): string {
  const boundary = `batch_${name}`;
  const parts = items.map((item, i) => {
    const set = `changeset_${i + 1}`;
    return [
      `--${boundary}`,
      `Content-Type: multipart/mixed; boundary=${set}`,
      '',
      `--${set}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      `Content-ID: ${i + 1}`,
      '',
      ...request(item),
      `--${set}--`,
    ].join('\r\n');
  });
  return `${parts.join('\r\n')}\r\n--${boundary}--\r\n`;
}

function request(item: Item): readonly string[] {
  const match = item.etag === null ? [] : [`If-Match: ${item.etag}`];
  const path = `${ROOT}/${item.object}${item.id === null ? '' : `(${item.id})`}`;
  if (item.operation === 'delete') return [`DELETE ${path} HTTP/1.1`, ...match, '', ''];
  const fields = writtenFields(item);
  const cleared = Object.keys(fields).find((field) => fields[field] === '' && BINDINGS[field] !== undefined);
  if (cleared !== undefined && item.operation === 'update') {
    // A lookup is emptied by deleting its reference; it is the one field an account's update has.
    return [`DELETE ${path}/${BINDINGS[cleared]?.property}/$ref HTTP/1.1`, ...match, '', ''];
  }
  const verb = item.operation === 'insert' ? 'POST' : 'PATCH';
  return [
    `${verb} ${path} HTTP/1.1`,
    'Content-Type: application/json; type=entry',
    ...match,
    '',
    body(fields),
    '',
  ];
}

/** Amounts are written as the decimal they are: a number would pass through a binary fraction. */
function body(fields: Fields): string {
  const members = Object.entries(fields).map(([field, value]) => {
    const binding = BINDINGS[field];
    if (binding !== undefined) return `"${binding.property}@odata.bind":"/${binding.set}(${value})"`;
    const amount = field === 'targetmoney' && /^-?\d+(\.\d+)?$/.test(value);
    return `"${field}":${amount ? value : JSON.stringify(value)}`;
  });
  return `{${members.join(',')}}`;
}

/** The response to one `$batch` body: its parts stand in the order of the operations. Null where their number differs. */
export function readBatchResponse(text: string, items: readonly Item[]): readonly ResultRow[] | null {
  const boundary = /^--\S+/m.exec(text)?.[0];
  if (boundary === undefined) return null;
  const parts = text
    .split(boundary)
    .slice(1)
    .filter((part) => /HTTP\/\d\.\d \d{3}/.test(part));
  if (parts.length !== items.length) return null;
  return items.map((item, i) => rowOf(item, parts[i] ?? ''));
}

function rowOf(item: Item, part: string): ResultRow {
  const status = Number(/HTTP\/\d\.\d (\d{3})/.exec(part)?.[1] ?? 0);
  const applied = status >= 200 && status < 300;
  const changed = status === 412 ? 'The record changed since the snapshot.' : '';
  return {
    object: item.object,
    operation: item.operation,
    status: applied ? 'applied' : 'failed',
    id: item.id ?? /OData-EntityId:[^\r\n]*\(([0-9a-fA-F-]{36})\)/i.exec(part)?.[1] ?? null,
    etag: /^ETag:\s*(\S.*?)\s*$/im.exec(part)?.[1] ?? null,
    fields: item.after ?? item.before ?? {},
    error: applied ? '' : changed || `${status} ${/"message"\s*:\s*"([^"]*)"/.exec(part)?.[1] ?? ''}`.trim(),
  };
}
