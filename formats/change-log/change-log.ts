/** The log of changes between releases, to be read by anybody (ledger AUD-07): Markdown to publish, CSV to sort and filter. */
import type { ChangeKind, LoggedChange, LoggedRelease } from '../../domain/governance/change-log.ts';
import { CHANGE_KINDS, changeWords } from '../../domain/governance/change-log.ts';
import { isMasked } from '../../domain/governance/field-masks.ts';
import type { Role } from '../../domain/governance/role.ts';
import { utf8 } from '../bundle/bytes.ts';
import { writeCsv } from '../tabular/write-csv.ts';

const HEADINGS: Readonly<Record<ChangeKind, string>> = {
  territory: 'Territories',
  target: 'Target',
  quota: 'Quotas',
  policy: 'Rules',
  account: 'Accounts',
};

/** What may not be seen by a role is counted and not named: quotas are pay (ledger ROL-03). */
export const readableBy = (release: LoggedRelease, role: Role): LoggedRelease => ({
  ...release,
  changes: release.changes.map((change) =>
    (change.kind === 'quota' || change.kind === 'target') && isMasked('quota', role)
      ? { ...change, before: change.before && WITHHELD, after: change.after && WITHHELD, why: '' }
      : change,
  ),
});

const WITHHELD = 'not shown';

/** Newest release first, as given. */
export function changeLogMarkdown(plan: string, releases: readonly LoggedRelease[]): Uint8Array<ArrayBuffer> {
  const parts = releases.map((release) => {
    const { version, follows, releasedOn, releasedBy, submittedBy, approvedBy, reason, changes } = release;
    const since = follows === null ? 'Since the start of the cycle' : `Since version ${follows.slice(0, 8)}`;
    const tables = CHANGE_KINDS.map((kind) => table(kind, changes)).filter(Boolean);
    return `## ${releasedOn}: version ${version.slice(0, 8)}

Made by ${cell(submittedBy)}, approved by ${cell(approvedBy.join(', '))}, released by ${cell(releasedBy)}.${reason === '' ? '' : `\n\n> ${cell(reason)}`}

${since}: ${changeWords(changes)}.
${tables.length === 0 ? '' : `\n${tables.join('\n')}`}`;
  });
  return utf8(`# Change log: ${cell(plan)}\n\n${parts.join('\n')}`);
}

function table(kind: ChangeKind, changes: readonly LoggedChange[]): string {
  const own = changes.filter((change) => change.kind === kind);
  if (own.length === 0) return '';
  const rows = own.map(
    ({ what, before, after, why }) => `| ${[what, before || '–', after || '–', why].map(cell).join(' | ')} |`,
  );
  return `### ${HEADINGS[kind]}\n\n| What | Before | After | Why |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

/** Names come from files: no name may end a cell, begin a link or run as HTML. */
const cell = (text: string): string =>
  text
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll(/[\\`*_[\]<>|]/g, (mark) => `\\${mark}`)
    .trim();

export const CHANGE_LOG_COLUMNS = [
  'released_on',
  'version',
  'follows',
  'kind',
  'what',
  'before',
  'after',
  'why',
  'made_by',
  'approved_by',
  'released_by',
  'reason',
] as const;

export const changeLogCsv = (releases: readonly LoggedRelease[]): Uint8Array<ArrayBuffer> =>
  writeCsv(
    CHANGE_LOG_COLUMNS,
    releases.flatMap((one) =>
      one.changes.map(({ kind, what, before, after, why }) => [
        one.releasedOn,
        one.version,
        one.follows ?? '',
        kind,
        what,
        before,
        after,
        why,
        one.submittedBy,
        one.approvedBy.join('; '),
        one.releasedBy,
        one.reason,
      ]),
    ),
  );
