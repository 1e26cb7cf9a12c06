/** What is kept about privacy (ledger PRV-01 to -04, -07 to -09, -11, -12, -15): plain dated records; none names an erased person. */
import type { ActorId, IsoDate, IsoTime, Sha256Hex } from '../brand.ts';
import type { Check } from '../bundle/check.ts';
import { Faults, flag, integer, list, nullable, object, oneOf, text } from '../bundle/check.ts';
import * as is from '../bundle/checks.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';

export const PURPOSES = ['planning', 'scoring', 'enrichment'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const BASES = ['consent', 'contract', 'legitimate-interest', 'legal-obligation'] as const;
export type LegalBasis = (typeof BASES)[number];

/** On what ground a source, or what is known of one person, may be used, for what, and until when (GDPR art. 6). */
export interface Consent {
  readonly kind: 'consent';
  readonly id: string;
  /** A source ("CRM export") or a person's pseudonym. */
  readonly subject: string;
  readonly purpose: Purpose;
  readonly basis: LegalBasis;
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly withdrawnAt: IsoTime | null;
}

/** Not to be sold or enriched (CCPA 1798.120). */
export interface OptOut {
  readonly kind: 'opt-out';
  readonly id: string;
  readonly subject: string;
  readonly at: IsoTime;
}

export const RETENTION_CLASSES = ['deleted-plans', 'import-leftovers', 'versions', 'write-backs'] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

export interface Retention {
  readonly kind: 'retention';
  /** The class itself: one rule each. */
  readonly id: RetentionClass;
  readonly keepDays: number;
}

/** What stays of an erased person: that it was done, never who it was. */
export interface Erasure {
  readonly kind: 'erasure';
  readonly id: string;
  readonly pseudonym: string;
  readonly at: IsoTime;
  readonly by: ActorId;
  readonly reason: string;
  readonly values: number;
  /** Signed versions that still hold the person, until their retention ends. */
  readonly versionsLeft: number;
}

/** A breach of personal data (GDPR art. 33). */
export interface Incident {
  readonly kind: 'incident';
  readonly id: string;
  readonly what: string;
  readonly awareAt: IsoTime;
  readonly notifiedAt: IsoTime | null;
}

/** A person asked for a human to look at an automated score (GDPR art. 22). */
export interface HumanReview {
  readonly kind: 'review';
  readonly id: string;
  readonly subject: string;
  readonly askedAt: IsoTime;
  readonly decidedAt: IsoTime | null;
  readonly by: ActorId | null;
  readonly changed: boolean;
  readonly reason: string;
}

/** Personal fields an organisation does not store (PRV-02): one record, which each change replaces. */
export interface Minimisation {
  readonly kind: 'minimisation';
  readonly id: 'fields';
  /** `family.field`, of PERSONAL_FIELD_PURPOSES. */
  readonly leftOut: readonly string[];
  readonly at: IsoTime;
}

/** Vendors (PRV-11), transfers to another jurisdiction (PRV-12), and assessments and other papers (PRV-15). */
export const REGISTERS = ['vendor', 'transfer', 'paper'] as const;
export type RegisterOf = (typeof REGISTERS)[number];

/** Due diligence on a vendor: the five checks of ledger PRV-11. */
export const VENDOR_CHECKS = [
  'contract',
  'sub-processors',
  'encryption',
  'availability',
  'breach-notice',
] as const;
export type VendorCheck = (typeof VENDOR_CHECKS)[number];

/** One line of a register; it is looked at again a year after it was last reviewed. */
export interface RegisterEntry {
  readonly kind: 'register';
  readonly id: string;
  readonly of: RegisterOf;
  /** "Acme Geocoding", "CRM in Ireland, support in India", "Impact assessment of scoring". */
  readonly name: string;
  /** What is relied on: a contract, standard clauses and the measures beside them, who signed. */
  readonly safeguard: string;
  /** For a vendor: the checks that were made and passed. */
  readonly checks: readonly VendorCheck[];
  readonly reviewedOn: IsoDate;
  /** sha256 of the paper itself, kept as evidence. */
  readonly evidence: readonly Sha256Hex[];
}

export type PrivacyRecord =
  Consent | OptOut | Retention | Erasure | Incident | HumanReview | Minimisation | RegisterEntry;

const count = integer(0, Number.MAX_SAFE_INTEGER);

const CHECKS: { readonly [K in PrivacyRecord['kind']]: Check<Extract<PrivacyRecord, { kind: K }>> } = {
  consent: object<Consent>({
    kind: oneOf('consent'),
    id: text,
    subject: text,
    purpose: oneOf(...PURPOSES),
    basis: oneOf(...BASES),
    from: is.isoDate,
    until: nullable(is.isoDate),
    withdrawnAt: nullable(is.isoTime),
  }),
  'opt-out': object<OptOut>({ kind: oneOf('opt-out'), id: text, subject: text, at: is.isoTime }),
  retention: object<Retention>({
    kind: oneOf('retention'),
    id: oneOf(...RETENTION_CLASSES),
    keepDays: integer(1, 36_500),
  }),
  erasure: object<Erasure>({
    kind: oneOf('erasure'),
    id: text,
    pseudonym: text,
    at: is.isoTime,
    by: is.actorId,
    reason: text,
    values: count,
    versionsLeft: count,
  }),
  incident: object<Incident>({
    kind: oneOf('incident'),
    id: text,
    what: text,
    awareAt: is.isoTime,
    notifiedAt: nullable(is.isoTime),
  }),
  minimisation: object<Minimisation>({
    kind: oneOf('minimisation'),
    id: oneOf('fields'),
    leftOut: list(text),
    at: is.isoTime,
  }),
  register: object<RegisterEntry>({
    kind: oneOf('register'),
    id: text,
    of: oneOf(...REGISTERS),
    name: text,
    safeguard: text,
    checks: list(oneOf(...VENDOR_CHECKS)),
    reviewedOn: is.isoDate,
    evidence: list(is.sha256Hex),
  }),
  review: object<HumanReview>({
    kind: oneOf('review'),
    id: text,
    subject: text,
    askedAt: is.isoTime,
    decidedAt: nullable(is.isoTime),
    by: nullable(is.actorId),
    changed: flag,
    reason: text,
  }),
};

/** Code: PRIVACY_RECORD_FORM. */
export function readPrivacyRecord(value: unknown): Result<PrivacyRecord, CodedError<'PRIVACY_RECORD_FORM'>> {
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  const check =
    typeof kind === 'string' && Object.hasOwn(CHECKS, kind) ? CHECKS[kind as PrivacyRecord['kind']] : null;
  const faults = new Faults();
  const record = check?.(value, '', faults);
  const [fault] = faults.list;
  if (record !== undefined && fault === undefined) return ok(record);
  const why = fault === undefined ? 'its kind is unknown' : `${fault.path} ${fault.message}`;
  return refuse(codedError('PRIVACY_RECORD_FORM', `This privacy record cannot be read: ${why}.`));
}
