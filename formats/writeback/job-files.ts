/** Jobs to the files a loader takes, numbered in the order they are applied. */
import type { Sha256Hex } from '../../domain/brand.ts';
import type { Item } from '../../domain/writeback/change.ts';
import type { Direction, Job } from '../../domain/writeback/jobs.ts';
import { jobsOf, writtenFields } from '../../domain/writeback/jobs.ts';
import { objectSpec } from '../../domain/writeback/objects.ts';
import type { Operation, Target } from '../../domain/writeback/target.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import { utf8 } from '../bundle/bytes.ts';
import { writeCsv } from '../tabular/write-csv.ts';
import { dynamicsBatch, MAX_OPERATIONS } from './dynamics-batch.ts';
import { exactCsv } from './exact-csv.ts';
import { HUBSPOT_BATCH, hubspotRequests } from './hubspot-requests.ts';

export interface JobFile {
  /** `apply/02-ObjectTerritory2Association.insert.part-1-of-2.csv` */
  readonly name: string;
  readonly object: string;
  readonly operation: Operation;
  readonly rows: number;
  /** Which of the given items stand in it, in order. */
  readonly items: readonly Item[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Code: FIELD_LOCKED. */
export function jobFiles(
  target: Target,
  items: readonly Item[],
  direction: Direction,
  batchId: Sha256Hex,
  maxBytes?: number,
): Result<readonly JobFile[], CodedError> {
  const jobs = jobsOf(target, items, direction);
  if (!jobs.ok) return jobs;
  return ok(
    jobs.value.flatMap((job, i) => {
      const stem = `${direction}/${String(i + 1).padStart(2, '0')}-${job.object}.${job.operation}`;
      const parts = partsOf(target, job, batchId, maxBytes);
      let at = 0;
      return parts.map(({ bytes, rows, ending }, k): JobFile => {
        const part = parts.length === 1 ? '' : `.part-${k + 1}-of-${parts.length}`;
        const { object, operation } = job;
        const held = job.items.slice(at, (at += rows));
        return { name: `${stem}${part}.${ending}`, object, operation, rows, items: held, bytes };
      });
    }),
  );
}

interface Part {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  readonly ending: string;
}

function partsOf(target: Target, job: Job, batchId: Sha256Hex, maxBytes?: number): readonly Part[] {
  if (target === 'dynamics') {
    return chunks(job.items, MAX_OPERATIONS).map((items, k) => {
      const name = `${batchId.slice(0, 16)}_${job.object}_${job.operation}_${k + 1}`;
      return { bytes: utf8(dynamicsBatch(items, name)), rows: items.length, ending: 'batch.txt' };
    });
  }
  if (target === 'hubspot' && job.object === 'goal_targets') {
    return chunks(job.items, HUBSPOT_BATCH).map((items) => ({
      bytes: utf8(hubspotRequests(items)),
      rows: items.length,
      ending: 'json',
    }));
  }
  const { headers, rows } = tableOf(target, job);
  // A plain CSV is the one a person opens in a spreadsheet, so its texts are guarded.
  if (target === 'csv') return [{ bytes: writeCsv(headers, rows), rows: rows.length, ending: 'csv' }];
  return exactCsv(headers, rows, maxBytes).map((part) => ({ ...part, ending: 'csv' }));
}

function tableOf(
  target: Target,
  job: Job,
): { headers: readonly string[]; rows: readonly (readonly string[])[] } {
  const id = objectSpec(target, job.object)?.id ?? 'Id';
  const writable = objectSpec(target, job.object)?.writable ?? [];
  const used = new Set(job.items.flatMap((item) => Object.keys(writtenFields(item))));
  const fields = writable.filter((field) => used.has(field) && (field !== id || job.operation === 'insert'));
  const headers = job.operation === 'insert' ? fields : [id, ...fields];
  const rows = job.items.map((item) => {
    const values = item.after ?? {};
    return headers.map((field) => (field === id && item.id !== null ? item.id : (values[field] ?? '')));
  });
  return { headers, rows };
}

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, k) => items.slice(k * size, (k + 1) * size));
