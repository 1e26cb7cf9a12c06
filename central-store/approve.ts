/** What a workspace decided to stand by: its approved head, moved by compare-and-set, and the versions released. */
import type { PlanId, Sha256Hex } from '../domain/brand.ts';
import type { Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { sha256Of } from '../formats/bundle/digest.ts';
import { findPlans, findVersion } from './database/find.ts';
import type { Query } from './database/port.ts';
import { sqlState } from './database/port.ts';
import type { Facts } from './facts.ts';
import { recordBytes } from './facts.ts';
import type { Desk } from './receive.ts';
import { receipt } from './receive.ts';
import type { Decided } from './tenant-files.ts';
import type { Demands } from './under-policy.ts';
import { demandApproved, demandsOf } from './under-policy.ts';

export interface HeadMove {
  readonly plan: PlanId;
  readonly version: Sha256Hex;
  /** What the mover saw: a version, or null for no approved head yet. */
  readonly expected: Sha256Hex | null;
  readonly by: string;
}

const unknownVersion = (version: string, plan: string) =>
  refuse(codedError('VERSION_UNKNOWN', `Version ${version} of plan ${plan} is not here. Send it first.`));

type Decide = (tx: Query, demands: Demands) => Promise<Result<Decided>>;

/** The demands are read before the lock is taken, for that takes seconds: what went on meanwhile has them read again. */
async function decided(desk: Desk, version: Sha256Hex, decide: Decide): Promise<Result<object>> {
  for (;;) {
    const demands = await demandsOf(desk, version);
    if (!demands.ok) return demands;
    const index = await guarded(() => desk.files.decide((tx) => decide(tx, demands.value)));
    if (index.ok) return ok(receipt(desk, index.value));
    if (index.errors[0]?.code !== 'DEMANDS_STALE') return index;
  }
}

/** Asked twice, moved once. Codes: HEAD_MOVED, and those of `demandsOf` and `demandApproved`. */
export function moveApproved(desk: Desk, move: HeadMove): Promise<Result<object>> {
  const { tenant, now } = desk;
  const { plan, version, expected, by } = move;
  return decided(desk, version, async (tx, demands) => {
    const [found] = await findPlans(tx, tenant, plan);
    if (found === undefined) return unknownVersion(version, plan);
    const previous = found.approved;
    if (previous === version) return ok({ known: found.approvedIndex ?? 0 });
    if (previous !== expected)
      return refuse(
        codedError('HEAD_MOVED', 'Somebody moved the approved head meanwhile. Look at it again.', {
          approved: previous,
        }),
      );
    const approved = await demandApproved(desk, demands, 'approved');
    if (!approved.ok) return approved;
    const at = now();
    const record = {
      format: 'bailiwick.head',
      tenant,
      plan,
      head: 'approved',
      version,
      previous,
      by,
      at,
    } as const;
    return ok(entered(desk, { kind: 'head', record }));
  });
}

/** Asked twice, released once. Codes: those of `demandsOf` and `demandApproved`. */
export function releaseVersion(desk: Desk, version: Sha256Hex, by: string): Promise<Result<object>> {
  const { tenant, now } = desk;
  return decided(desk, version, async (tx, demands) => {
    const found = await findVersion(tx, tenant, version);
    if (found === null) return unknownVersion(version, 'this workspace');
    if (found.releasedIndex !== null) return ok({ known: found.releasedIndex });
    const approved = await demandApproved(desk, demands, 'release');
    if (!approved.ok) return approved;
    const { planId: plan, policySha256 } = found;
    const record = {
      format: 'bailiwick.release',
      tenant,
      plan,
      version,
      policySha256,
      by,
      at: now(),
    } as const;
    return ok(entered(desk, { kind: 'release', record }));
  });
}

function entered({ tenant }: Desk, facts: Extract<Facts, { readonly kind: 'head' | 'release' }>): Decided {
  const bytes = recordBytes(facts.record);
  const { version, at } = facts.record;
  return { line: { kind: facts.kind, tenant, subject: sha256Of(bytes), at, of: version }, facts, bytes };
}

/** What the guard in the database says no to, in words. */
async function guarded<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : '';
    if (sqlState(cause) === 'BW001')
      return refuse(codedError('NOT_APPROVED', `The policy asks for more: ${said}`));
    if (sqlState(cause) === 'BW002') return refuse(codedError('VERSION_UNKNOWN', said));
    throw cause;
  }
}
