/** What a version's policy says of the acts in the log: the finer rules, by the same code the laptops judge with. */
import type { IsoDate, Sha256Hex } from '../domain/brand.ts';
import { dayOfEffect, signatoryOf } from '../domain/bundle/outcome-of-version.ts';
import { stateUnderPolicy } from '../domain/governance/approval.ts';
import { approvalAct } from '../domain/governance/decide.ts';
import type { PlanAct } from '../domain/governance/statement.ts';
import type { Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { readEnvelope } from '../formats/bundle/dsse.ts';
import type { ReadDemands } from './reading/read-version.ts';
import type { Desk } from './receive.ts';
import { beforeOf, blobOfVersion, releasesIn } from './releases.ts';

/** A version, and what its policy asks for. */
export interface Demands extends ReadDemands {
  readonly version: Sha256Hex;
  readonly days: readonly IsoDate[];
  /** How many releases it was judged beside. */
  readonly releases: number;
}

/** Codes: VERSION_UNKNOWN, and those of the reader. */
export async function demandsOf(desk: Desk, version: Sha256Hex): Promise<Result<Demands>> {
  const { files } = desk;
  const releases = releasesIn(files.log).length;
  const blob = blobOfVersion(files, version);
  if (blob === null) return unknown(version);
  const before = await beforeOf(desk, version);
  if (!before.ok) return before;
  const days = daysOf(await actsOf(desk, version), desk);
  const read = await files.reader.demands(() => files.blob(blob), { before: before.value, days });
  if (read === null) return unknown(version);
  return read.ok ? ok({ version, days, releases, ...read.value }) : read;
}

const unknown = (version: Sha256Hex) =>
  refuse(codedError('VERSION_UNKNOWN', `Version ${version} is not here. Send it first.`));

/** By the locks of the day somebody signed its release, as laptops judge it, and by those of the store's own day. */
const daysOf = (acts: readonly PlanAct[], { now }: Desk): readonly IsoDate[] => {
  const today = now().slice(0, 10) as IsoDate;
  return [...new Set([dayOfEffect(acts, today), today])];
};

const notApproved = (why: string) => refuse(codedError('NOT_APPROVED', `The policy asks for more: ${why}`));

/**
 * `release`: also that somebody the policy lets release has signed so. Codes: NOT_APPROVED, NOT_RELEASED, and
 * DEMANDS_STALE where the log has grown by what the demands did not take in.
 */
export async function demandApproved(
  desk: Desk,
  { version, cycle, requirements, days, releases }: Demands,
  what: 'release' | 'approved',
): Promise<Result<true>> {
  const { tenant, files } = desk;
  const keyring = await desk.judge?.believed();
  if (keyring == null)
    return notApproved('no keyring says whose approvals count. An administrator brings it.');
  const signatories = keyring.map((key) => signatoryOf(key, tenant));
  const signed = await actsOf(desk, version);
  const now = daysOf(signed, desk);
  if (releasesIn(files.log).length !== releases || now.some((day) => !days.includes(day)))
    return refuse(codedError('DEMANDS_STALE', 'Something was released or signed meanwhile. Ask again.'));
  const acts = signed.map(approvalAct);
  const on = now.at(-1) as IsoDate;
  for (const demanded of requirements) {
    const outcome = stateUnderPolicy({ acts, signatories, requirements: demanded, tenant, cycle, on });
    if (outcome.state !== 'Approved') {
      const open = outcome.requirements.find(({ met }) => !met);
      return notApproved(`it is ${outcome.state}. ${open?.requirement.why ?? ''}`.trim());
    }
    if (what === 'release' && outcome.releasedOn === null)
      return refuse(codedError('NOT_RELEASED', 'Nobody the policy lets release it has signed its release.'));
  }
  return ok(true);
}

/** Those that counted when they came. */
async function actsOf({ files }: Desk, version: Sha256Hex): Promise<readonly PlanAct[]> {
  const acts: PlanAct[] = [];
  for (const { kind, of, subject, counts } of files.log) {
    if (kind !== 'attestation' || of !== version || counts !== true) continue;
    const read = readEnvelope(subject, new Uint8Array((await files.blob(subject)) ?? []));
    if (!read.ok) throw new Error(`The attestation ${subject} is lost or damaged. Restore it from a backup.`);
    acts.push(read.value.statement.predicate);
  }
  return acts;
}
