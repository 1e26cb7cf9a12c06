/** Whether a source or a person's data may be used for a purpose on a day (ledger PRV-01, PRV-07). */
import type { IsoDate } from '../brand.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { Consent, PrivacyRecord, Purpose } from './records.ts';

export type ConsentCode =
  'CONSENT_WITHDRAWN' | 'CONSENT_EXPIRED' | 'CONSENT_NOT_YET' | 'NO_LEGAL_BASIS' | 'OPTED_OUT';

/**
 * One record that holds is enough; a withdrawal ends the record it belongs to, from its very day. An opt-out
 * overrules every record for enrichment, and nothing else. Codes: ConsentCode.
 */
export function mayUse(
  records: readonly PrivacyRecord[],
  subject: string,
  purpose: Purpose,
  on: IsoDate,
): Result<Consent, CodedError<ConsentCode>> {
  const optedOut = records.some(
    (one) => one.kind === 'opt-out' && one.subject === subject && one.at.slice(0, 10) <= on,
  );
  if (purpose === 'enrichment' && optedOut) return no('OPTED_OUT', `${subject} opted out of enrichment.`);
  const grounds = records.filter(
    (one): one is Consent => one.kind === 'consent' && one.subject === subject && one.purpose === purpose,
  );
  const holds = grounds.find((one) => faultOf(one, on) === null);
  if (holds !== undefined) return ok(holds);
  const last = grounds.toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
  const code = last === undefined ? null : faultOf(last, on);
  if (code === null)
    return no(
      'NO_LEGAL_BASIS',
      `Nothing on record says that ${subject} may be used for ${purpose}. Record the ground first.`,
    );
  return no(
    code,
    `${subject} may not be used for ${purpose} on ${on}. Leave it out, or record a new ground.`,
  );
}

const fold = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ');

/**
 * Why a file may not be brought in (ledger PRV-01): grounds are on record for a source of its name, with or without its
 * ending, and none of them holds for planning any more. A source nobody recorded a ground for is not refused here.
 */
export function sourceFaults(
  records: readonly PrivacyRecord[],
  fileName: string,
  on: IsoDate,
): readonly CodedError<ConsentCode>[] {
  const names = new Set([fold(fileName), fold(fileName.replace(/\.[^.]+$/, ''))]);
  const subjects = new Set(
    records.flatMap((one) =>
      one.kind === 'consent' && one.purpose === 'planning' && names.has(fold(one.subject))
        ? [one.subject]
        : [],
    ),
  );
  const answers = [...subjects].map((subject) => mayUse(records, subject, 'planning', on));
  return answers.some((answer) => answer.ok)
    ? []
    : answers.flatMap((answer) => (answer.ok ? [] : answer.errors.slice(0, 1)));
}

const no = (code: ConsentCode, message: string): Result<never, CodedError<ConsentCode>> =>
  refuse(codedError(code, message));

function faultOf(consent: Consent, on: IsoDate): ConsentCode | null {
  if (consent.withdrawnAt !== null && consent.withdrawnAt.slice(0, 10) <= on) return 'CONSENT_WITHDRAWN';
  if (consent.until !== null && consent.until < on) return 'CONSENT_EXPIRED';
  return consent.from > on ? 'CONSENT_NOT_YET' : null;
}
