/**
 * The audit trail (ledger AUD-01): every action with actor, time, object, before and after, chained by hash so that
 * no line can be changed, dropped or moved without every later line showing it.
 */
import type { ActorId, IsoTime, Sha256Hex } from '../brand.ts';
import type { Json } from '../bundle/canonical-json.ts';
import { canonicalJson, parseCanonicalJson } from '../bundle/canonical-json.ts';
import type { Check } from '../bundle/check.ts';
import { Faults, integer, object, text } from '../bundle/check.ts';
import * as is from '../bundle/checks.ts';
import type { Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { PolicyReference } from './statement.ts';
import { checkPolicyReference } from './statement.ts';

export interface AuditEvent {
  readonly at: IsoTime;
  readonly actor: ActorId;
  /** The command's type, or what the program did: `assignAccounts`, `undo`, `submit`. */
  readonly action: string;
  /** What the history shows: "Move 30 accounts to Denver". */
  readonly label: string;
  /** What was acted on: a territory, accounts, the policy. */
  readonly object: string;
  readonly before: Json;
  readonly after: Json;
  readonly policy: PolicyReference;
}

export interface AuditLine extends AuditEvent {
  readonly seq: number;
  /** sha256 of the line before this one, without its line end; the first line follows sixty-four zeros. */
  readonly prevHash: Sha256Hex;
}

export const AUDIT_START = '0'.repeat(64) as Sha256Hex;

export interface AuditChain {
  readonly lines: readonly string[];
  /** sha256 of the last line. */
  readonly head: Sha256Hex;
}

/** One more line of a chain: `seq` counts from 1, `prevHash` is the sha256 of the line before. */
export const auditLine = (event: AuditEvent, seq: number, prevHash: Sha256Hex): string =>
  canonicalJson({ ...event, seq, prevHash } as unknown as Json);

/** Chains events in the order given. `sha256` hashes the UTF-8 of a text. */
export function chainAudit(events: readonly AuditEvent[], sha256: (text: string) => Sha256Hex): AuditChain {
  let head = AUDIT_START;
  const lines = events.map((event, i) => {
    const line = auditLine(event, i + 1, head);
    head = sha256(line);
    return line;
  });
  return { lines, head };
}

const anything: Check<Json> = (value) => value as Json;

const checkLine: Check<AuditLine> = object<AuditLine>({
  at: is.isoTime,
  actor: is.actorId,
  action: text,
  label: text,
  object: text,
  before: anything,
  after: anything,
  policy: checkPolicyReference,
  seq: integer(1, Number.MAX_SAFE_INTEGER),
  prevHash: is.sha256Hex,
});

/** Reads a chain back and proves it whole. Codes: AUDIT_FORM, AUDIT_CHAIN_BROKEN. */
export function readAudit(
  lines: readonly string[],
  sha256: (text: string) => Sha256Hex,
): Result<{ readonly events: readonly AuditLine[]; readonly head: Sha256Hex }> {
  let head = AUDIT_START;
  const events: AuditLine[] = [];
  for (const [i, line] of lines.entries()) {
    const name = `audit.jsonl line ${i + 1}`;
    const json = parseCanonicalJson(line, name);
    const faults = new Faults();
    if (!json.ok) return refuse(codedError('AUDIT_FORM', json.errors[0]?.message ?? name));
    const event = checkLine(json.value, '', faults);
    const fault = faults.list[0];
    if (fault !== undefined)
      return refuse(codedError('AUDIT_FORM', `${name}: ${fault.path} ${fault.message}.`));
    if (event.seq !== i + 1 || event.prevHash !== head) {
      return refuse(codedError('AUDIT_CHAIN_BROKEN', `${name} does not follow the line before it.`));
    }
    events.push(event);
    head = sha256(line);
  }
  return ok({ events, head });
}
