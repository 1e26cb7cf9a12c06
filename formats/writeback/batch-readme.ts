/** What to do with the files of a batch, in order, in the words of whoever loads them. */
import type { DryRun } from '../../domain/writeback/batch.ts';
import { TARGET_NAMES } from '../../domain/writeback/target.ts';
import type { Target } from '../../domain/writeback/target.ts';
import type { JobFile } from './job-files.ts';

const HOW: Readonly<Record<Target, string>> = {
  salesforce:
    'Each file is one Bulk API 2.0 ingest job (`lineEnding: LF`, `columnDelimiter: COMMA`): create the job with the object and operation of its line, upload, close, wait until it is complete, then download the success, failure and unprocessed records. Setup objects come first.',
  dynamics:
    'Each file is the body of one `POST /api/data/v9.2/$batch` with `Content-Type: multipart/mixed; boundary=` and the boundary of its first line, and `Prefer: odata.continue-on-error`. Save each answer under the name of its request.',
  hubspot:
    'The CSV is an import that updates companies by Record ID. Each JSON file is the body of one request to `/crm/v3/objects/goal_targets/batch/create`, `/update` or `/archive`. Export again afterwards.',
  csv: 'Each file holds the rows to insert or change, by their id. Export again afterwards.',
};

export function batchReadme(
  { batch, changes, breaker }: DryRun,
  jobs: readonly JobFile[],
  inverse: readonly JobFile[],
  waiting: number,
): string {
  const { target, environment } = batch;
  const line = (file: JobFile): string =>
    `| \`${file.name}\` | ${file.object} | ${file.operation} | ${file.rows} |`;
  const table = (files: readonly JobFile[]): string =>
    files.length === 0
      ? 'None.'
      : ['| File | Object | Operation | Rows |', '| --- | --- | --- | ---: |', ...files.map(line)].join('\n');
  return `# Write-back to ${TARGET_NAMES[target]}, ${environment}

Batch \`${batch.batchId}\` of version \`${batch.versionId}\`, effective ${batch.effectiveFrom}.

${jobs.reduce((sum, file) => sum + file.rows, 0)} changes, ${changes.same} values already as approved, ${changes.conflicts.length} conflicts and ${changes.waiting.length} waiting (conflicts.csv). It replaces ${breaker.changed} of ${breaker.inScope} accounts.
${changes.notes.map((note) => `\n- ${note}`).join('')}

## Apply, in this order

${table(jobs)}

${HOW[target]}

Apply only while nobody else changes territories. These files were made from the exports with digest \`${batch.snapshot}\`; when they are older than the last change there, export again and prepare again.

## Take back

${table(inverse)}
${waiting === 0 ? '' : `\n${waiting} changes can be taken back once the results say what was made: reconcile writes their files.\n`}
## Afterwards

\`bailiwick writeback reconcile batch.json --results FILE …\`, or with \`--export FILE …\`.
`;
}
