/** What a version's policy says of the acts in the log: the finer rules, by the same code the laptops judge with. */
import type { IsoDate, Sha256Hex } from '../domain/brand.ts';
import { outcomeOfVersion } from '../domain/bundle/outcome-of-version.ts';
import type { PlanAct } from '../domain/governance/statement.ts';
import type { Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { readEnvelope } from '../formats/bundle/dsse.ts';
import { openBundle } from '../formats/bundle/read-bundle.ts';
import { readZip } from '../formats/bundle/read-zip.ts';
import type { Desk } from './receive.ts';

const notApproved = (why: string) => refuse(codedError('NOT_APPROVED', `The policy asks for more: ${why}`));

/** `release`: also that somebody the policy lets release has signed so. Codes: NOT_APPROVED, NOT_RELEASED, VERSION_UNKNOWN. */
export async function demandApproved(
  desk: Desk,
  version: Sha256Hex,
  release: 'release' | 'approved',
): Promise<Result<true>> {
  const { files, now } = desk;
  const place = files.placeOf('version', version);
  const blob = place === null ? undefined : files.log[place]?.of;
  const bytes = blob === undefined ? null : await files.blob(blob);
  if (bytes === null) return refuse(codedError('VERSION_UNKNOWN', `Version ${version} is not here.`));
  const keyring = await desk.judge?.believed();
  if (keyring == null)
    return notApproved('no keyring says whose approvals count. An administrator brings it.');
  const opened = await openBundle(new Uint8Array(bytes), readZip);
  if (!opened.ok) return opened;
  const acts = await actsOf(desk, version);
  const today = now().slice(0, 10) as IsoDate;
  const outcome = outcomeOfVersion(acts, keyring, opened.value.document, today);
  if (outcome.state !== 'Approved') {
    const open = outcome.requirements.find(({ met }) => !met);
    return notApproved(`it is ${outcome.state}. ${open?.requirement.why ?? ''}`.trim());
  }
  if (release === 'release' && outcome.releasedOn === null)
    return refuse(codedError('NOT_RELEASED', 'Nobody the policy lets release it has signed its release.'));
  return ok(true);
}

/** Those that counted when they came. */
async function actsOf({ files }: Desk, version: Sha256Hex): Promise<readonly PlanAct[]> {
  const acts: PlanAct[] = [];
  for (const { kind, of, subject, counts } of files.log) {
    if (kind !== 'attestation' || of !== version || counts !== true) continue;
    const read = readEnvelope(subject, new Uint8Array((await files.blob(subject)) ?? []));
    if (read.ok) acts.push(read.value.statement.predicate);
  }
  return acts;
}
