/** What a version's policy says of the acts in the log: the finer rules, by the same code the laptops judge with. */
import type { IsoDate, Sha256Hex } from '../domain/brand.ts';
import { signatoryOf } from '../domain/bundle/outcome-of-version.ts';
import { stateUnderPolicy } from '../domain/governance/approval.ts';
import type { ApprovalAct } from '../domain/governance/approval.ts';
import { approvalAct } from '../domain/governance/decide.ts';
import type { Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { readEnvelope } from '../formats/bundle/dsse.ts';
import type { ReadDemands } from './reading/read-version.ts';
import type { Desk } from './receive.ts';

/** A version, and what its policy asks for. */
export interface Demands extends ReadDemands {
  readonly version: Sha256Hex;
}

/** Codes: VERSION_UNKNOWN, and those of the reader. */
export async function demandsOf({ files }: Desk, version: Sha256Hex): Promise<Result<Demands>> {
  const place = files.placeOf('version', version);
  const blob = place === null ? undefined : files.log[place]?.of;
  const read = blob === undefined ? null : await files.reader.demands(() => files.blob(blob));
  if (read === null)
    return refuse(codedError('VERSION_UNKNOWN', `Version ${version} is not here. Send it first.`));
  return read.ok ? ok({ version, ...read.value }) : read;
}

const notApproved = (why: string) => refuse(codedError('NOT_APPROVED', `The policy asks for more: ${why}`));

/** `release`: also that somebody the policy lets release has signed so. Codes: NOT_APPROVED, NOT_RELEASED. */
export async function demandApproved(
  desk: Desk,
  { version, cycle, requirements }: Demands,
  what: 'release' | 'approved',
): Promise<Result<true>> {
  const { tenant, now } = desk;
  const keyring = await desk.judge?.believed();
  if (keyring == null)
    return notApproved('no keyring says whose approvals count. An administrator brings it.');
  const signatories = keyring.map((key) => signatoryOf(key, tenant));
  const on = now().slice(0, 10) as IsoDate;
  const acts = await actsOf(desk, version);
  const outcome = stateUnderPolicy({ acts, signatories, requirements, tenant, cycle, on });
  if (outcome.state !== 'Approved') {
    const open = outcome.requirements.find(({ met }) => !met);
    return notApproved(`it is ${outcome.state}. ${open?.requirement.why ?? ''}`.trim());
  }
  if (what === 'release' && outcome.releasedOn === null)
    return refuse(codedError('NOT_RELEASED', 'Nobody the policy lets release it has signed its release.'));
  return ok(true);
}

/** Those that counted when they came. */
async function actsOf({ files }: Desk, version: Sha256Hex): Promise<readonly ApprovalAct[]> {
  const acts: ApprovalAct[] = [];
  for (const { kind, of, subject, counts } of files.log) {
    if (kind !== 'attestation' || of !== version || counts !== true) continue;
    const read = readEnvelope(subject, new Uint8Array((await files.blob(subject)) ?? []));
    if (!read.ok) throw new Error(`The attestation ${subject} is lost or damaged. Restore it from a backup.`);
    acts.push(approvalAct(read.value.statement.predicate));
  }
  return acts;
}
