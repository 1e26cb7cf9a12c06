/** The register of policies on this laptop: versions that never change, in ranges that never overlap (ledger AUD-04). */
import { z } from 'zod';
import type { ActorId, IsoDate, IsoTime, PolicyId, Sha256Hex } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { parsePolicy } from '../../domain/governance/policy-check.ts';
import type {
  PolicyDecision,
  PolicyStanding,
  Register,
  RegisteredPolicy,
} from '../../domain/governance/policy-register.ts';
import { registerFaults, withDecision, withVersion } from '../../domain/governance/policy-register.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { policyReference } from '../../formats/bundle/policy-reference.ts';
import type { Database } from './database.ts';
import { storageError } from './storage-error.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const stored = z.object({
  policyId: z.string(),
  version: z.number().int(),
  policy: z.unknown(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  from: day,
  to: day.nullable(),
  savedAt: z.string(),
  savedBy: z.string(),
  note: z.string(),
  standing: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('proposed') }),
      z.object({ kind: z.literal('agreed'), by: z.string().nullable(), at: z.string() }),
      z.object({ kind: z.literal('refused'), by: z.string(), at: z.string(), reason: z.string() }),
    ])
    .optional(),
});

export class PolicyStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  /** Codes: POLICY_UNREADABLE, POLICY_ALTERED (a stored version is not what its digest says), REGISTER_OVERLAPS. */
  async read(): Promise<Result<Register, CodedError>> {
    try {
      return registerOf(await this.db.policies.toArray());
    } catch (cause) {
      return refuse(storageError(cause, 'reading'));
    }
  }

  /** Adds a version in one transaction: two windows cannot both take the same one. Codes: RegisterCode and reading. */
  add(entry: RegisteredPolicy): Promise<Result<Register, CodedError>> {
    return this.change((register) => withVersion(register, entry));
  }

  /** A second person agrees or refuses. Codes: RegisterCode and reading. */
  decide(policyId: PolicyId, decision: PolicyDecision): Promise<Result<Register, CodedError>> {
    return this.change((register) => withDecision(register, policyId, decision));
  }

  private async change(
    step: (register: Register) => Result<Register, CodedError>,
  ): Promise<Result<Register, CodedError>> {
    const { db } = this;
    try {
      return await db.transaction('rw', db.policies, async () => {
        const register = registerOf(await db.policies.toArray());
        if (!register.ok) return register;
        const grown = step(register.value);
        if (!grown.ok) return grown;
        await db.policies.bulkPut(grown.value.map(rowOf));
        return grown;
      });
    } catch (cause) {
      return refuse(storageError(cause, 'writing'));
    }
  }
}

const rowOf = (entry: RegisteredPolicy) => ({
  ...entry,
  policyId: entry.policy.policyId,
  version: entry.policy.version,
});

function registerOf(rows: readonly unknown[]): Result<Register, CodedError> {
  const register: RegisteredPolicy[] = [];
  for (const row of rows) {
    const read = entryOf(row);
    if (!read.ok) return read;
    register.push(read.value);
  }
  const [fault] = registerFaults(register);
  return fault === undefined ? ok(register) : refuse(codedError('REGISTER_OVERLAPS', fault));
}

function entryOf(row: unknown): Result<RegisteredPolicy, CodedError> {
  const parsed = stored.safeParse(row);
  const policy = parsed.success ? parsePolicy(parsed.data.policy as Json) : null;
  if (!parsed.success || policy?.ok !== true)
    return refuse(codedError('POLICY_UNREADABLE', 'A stored policy cannot be read. It stays where it is.'));
  const { sha256, from, to, savedAt, savedBy, note, standing } = parsed.data;
  if (policyReference(policy.value).sha256 !== sha256) {
    const message = `Version ${policy.value.version} of ${policy.value.name} was changed after it was put in force.`;
    return refuse(codedError('POLICY_ALTERED', message));
  }
  return ok({
    policy: policy.value,
    sha256: sha256 as Sha256Hex,
    from: from as IsoDate,
    to: to as IsoDate | null,
    savedAt: savedAt as IsoTime,
    savedBy: savedBy as ActorId,
    note,
    // A version of before a second person was asked was in force from the moment it was saved.
    standing: (standing ?? { kind: 'agreed', by: null, at: savedAt }) as PolicyStanding,
  });
}
