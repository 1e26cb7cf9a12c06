import { basename, join } from 'node:path';
import type { ActorId } from '../../domain/brand.ts';
import { auditLine, readAudit } from '../../domain/governance/audit.ts';
import type { AuditEvent } from '../../domain/governance/audit.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { reconciledEvent } from '../../domain/writeback/audit-events.ts';
import type { WritebackBatch } from '../../domain/writeback/batch.ts';
import type { Reconciliation } from '../../domain/writeback/reconcile.ts';
import { reconcile, reconcileByExport } from '../../domain/writeback/reconcile.ts';
import { sha256Of, sha256OfText } from '../../formats/bundle/digest.ts';
import { inverseFiles } from '../../formats/writeback/batch-folder.ts';
import { outcomesCsv, reconciliationJson } from '../../formats/writeback/outcomes.ts';
import { readExports } from '../../formats/writeback/read-exports.ts';
import type { NamedBytes } from '../../formats/writeback/read-exports.ts';
import { readResults } from '../../formats/writeback/read-results.ts';
import type { ExitCode } from '../command.ts';
import { parseCommandLine, printJson, refuseInput, timeOption } from '../command.ts';
import type { Io } from '../io.ts';
import { batchAt, filesAt } from './writeback-files.ts';

const OPTIONS = {
  results: { type: 'string', multiple: true },
  export: { type: 'string', multiple: true },
  at: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export async function reconcileResults(argv: readonly string[], io: Io, usage: string): Promise<ExitCode> {
  const json = argv.includes('--json');
  const line = parseCommandLine(argv, OPTIONS, { min: 1, max: 1, what: 'one FOLDER' });
  if (!line.ok) return refuseInput(io, line.errors, json, usage);
  const { values, positionals } = line.value;
  const folder = (positionals[0] ?? '').replace(/[\\/]?batch\.json$/, '') || '.';
  const at = timeOption('at', values.at, io.now());
  if (!at.ok) return refuseInput(io, at.errors, json, usage);
  const batch = await batchAt(io, folder);
  if (!batch.ok) return refuseInput(io, batch.errors, json);
  const files = await filesAt(io, [...(values.results ?? []), ...(values.export ?? [])]);
  if (!files.ok) return refuseInput(io, files.errors, json);
  if (files.value.length === 0 || (values.results !== undefined && values.export !== undefined)) {
    return refuseInput(io, [codedError('USAGE', 'Give either --results or --export.')], json, usage);
  }
  const found = await reconciled(batch.value, files.value, values.export !== undefined);
  if (!found.ok) return refuseInput(io, found.errors, json);
  const digests = Object.fromEntries(files.value.map((file) => [file.name, sha256Of(file.bytes)]));
  const by = { at: at.value, actor: 'command-line' as ActorId };
  const event = reconciledEvent(batch.value, found.value, by, digests);
  const saved = await save(io, folder, batch.value, found.value, event);
  if (!saved.ok) return refuseInput(io, saved.errors, json);
  return report(io, batch.value, found.value, saved.value, json);
}

async function reconciled(
  batch: WritebackBatch,
  files: readonly NamedBytes[],
  byExport: boolean,
): Promise<Result<Reconciliation, CodedError>> {
  if (byExport) {
    const snapshot = await readExports(batch.target, files);
    return snapshot.ok ? ok(reconcileByExport(batch, snapshot.value)) : snapshot;
  }
  const rows = await readResults(batch, files);
  return rows.ok ? ok(reconcile(batch, rows.value)) : rows;
}

async function save(
  io: Io,
  folder: string,
  batch: WritebackBatch,
  found: Reconciliation,
  event: AuditEvent,
): Promise<Result<readonly string[], CodedError>> {
  const audit = await chained(io, join(folder, 'audit.jsonl'), event);
  if (!audit.ok) return audit;
  const inverse = inverseFiles(batch, found.made);
  if (!inverse.ok) return inverse;
  const files: [string, Uint8Array | string][] = [
    ['reconciliation.json', reconciliationJson(batch, found)],
    ['outcomes.csv', outcomesCsv(batch, found)],
    ...inverse.value.files.map((file): [string, Uint8Array] => [
      `take-back/${basename(file.name)}`,
      file.bytes,
    ]),
    ['audit.jsonl', audit.value],
  ];
  const written: string[] = [];
  for (const [name, content] of files) {
    const done = await io.writeFile(join(folder, name), content);
    if (!done.ok) return done;
    written.push(join(folder, name));
  }
  return ok(written);
}

/** The trail with one more event; one that does not verify is not continued. Codes: AUDIT_*. */
async function chained(io: Io, path: string, event: AuditEvent): Promise<Result<string, CodedError>> {
  const file = await io.readFile(path);
  if (!file.ok) return file;
  const lines = new TextDecoder().decode(file.value).split('\n').filter(Boolean);
  const read = readAudit(lines, sha256OfText);
  if (!read.ok)
    return refuse(...read.errors.map((error) => ({ ...error, message: `${path}: ${error.message}` })));
  const next = auditLine(event, lines.length + 1, read.value.head);
  return ok(`${[...lines, next].join('\n')}\n`);
}

function report(
  io: Io,
  batch: WritebackBatch,
  found: Reconciliation,
  files: readonly string[],
  json: boolean,
): ExitCode {
  const { counts, halfDone, strangers, complete } = found;
  if (json)
    printJson(io, {
      ok: complete,
      batchId: batch.batchId,
      counts,
      halfDone,
      strangers: strangers.length,
      files,
    });
  else {
    const failed = batch.items.flatMap((item, i) => {
      const outcome = found.outcomes[i];
      return outcome === undefined || outcome.outcome === 'applied'
        ? []
        : [`  ${outcome.outcome}  ${item.subject}: ${item.object} ${item.operation} ${outcome.error}`];
    });
    io.out(
      [
        `${counts.applied} of ${batch.items.length} applied, ${counts.failed} failed, ${counts.unprocessed} unprocessed, ${counts['no-result']} without a result`,
        ...halfDone.slice(0, 20).map(({ subject }) => `  half done: ${subject}`),
        ...failed.slice(0, 20),
        ...(strangers.length === 0 ? [] : [`${strangers.length} result rows are not of this batch.`]),
        `To take back what was made: ${join('take-back', '…')}. Everything by line: outcomes.csv`,
      ].join('\n'),
    );
  }
  return complete && strangers.length === 0 ? 0 : 1;
}
