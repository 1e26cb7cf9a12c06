/** Everything held about a person, as JSON for a machine and as a page to read (ledger PRV-06; GDPR art. 15, CCPA 1798.130). */
import type { IsoTime } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Held } from '../../domain/privacy/person.ts';
import { PERSONAL_FIELD_PURPOSES } from '../../domain/privacy/field-purposes.ts';
import { escapeHtml } from '../report/html.ts';
import { utf8 } from '../bundle/bytes.ts';
import { writeZip } from '../bundle/write-zip.ts';

/** One plan, version, trail or register that was searched, with what was found in it. */
export interface Searched {
  /** "Plan US hospitals 2026", "Version 3f2a…, signed". */
  readonly source: string;
  readonly held: readonly Held[];
}

export interface AccessReport {
  readonly person: string;
  readonly madeAt: IsoTime;
  readonly searched: readonly Searched[];
  /** How scoring works, in plain words. */
  readonly notice: readonly string[];
}

export const accessPackage = (report: AccessReport): Uint8Array<ArrayBuffer> =>
  writeZip(
    new Map([
      ['access.json', utf8(`${canonicalJson(report as unknown as Json)}\n`)],
      ['access.html', utf8(accessHtml(report))],
    ]),
  );

const STYLE =
  'body{font:14px/1.5 system-ui,sans-serif;max-width:900px;margin:32px auto;padding:0 16px;color:#1d1b16}h1{font-size:20px}h2{font-size:15px;margin-top:28px}table{border-collapse:collapse;width:100%}th,td{padding:4px 8px;border-bottom:1px solid #d8d3c6;text-align:left;vertical-align:top;overflow-wrap:anywhere}';

export function accessHtml({ person, madeAt, searched, notice }: AccessReport): string {
  const all = searched.reduce((sum, one) => sum + one.held.length, 0);
  const purposes = Object.entries(PERSONAL_FIELD_PURPOSES).map(
    ([field, why]) => `<li>${escapeHtml(field)}: ${escapeHtml(why)}</li>`,
  );
  const notes = notice.map((words) => `<p>${escapeHtml(words)}</p>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>What is held about ${escapeHtml(person)}</title><style>${STYLE}</style><h1>What is held about ${escapeHtml(person)}</h1><p>${all} values in ${searched.length} places searched, on ${madeAt.slice(0, 10)}.</p>${searched.map(section).join('')}<h2>What it is used for</h2><ul>${purposes.join('')}</ul><h2>Scoring</h2>${notes.join('')}</html>\n`;
}

function section({ source, held }: Searched): string {
  if (held.length === 0) return `<h2>${escapeHtml(source)}</h2><p>Nothing.</p>`;
  const rows = held.map(
    (one) =>
      `<tr><td>${escapeHtml(one.where)}</td><td>${escapeHtml(one.record)}</td><td>${escapeHtml(one.field)}</td><td>${escapeHtml(one.value)}</td></tr>`,
  );
  return `<h2>${escapeHtml(source)}</h2><table><thead><tr><th>Where</th><th>Record</th><th>Field</th><th>Value</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
