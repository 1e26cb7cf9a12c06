/** Gathers what a dispute about a version is settled with, from everything on this laptop (ledger AUD-11). */
import type { IsoDate, VersionId } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import type { PackedVersion } from '../../formats/audit-pack/audit-pack.ts';
import { prepareAuditPack, sealAuditPack } from '../../formats/audit-pack/audit-pack.ts';
import { planLineage } from '../lineage/plan-lineage.ts';
import { workstation } from '../host/workstation-client.ts';
import { keyringOf, usePeople } from '../people/people.ts';
import { database, now } from '../session/session.ts';
import { EvidenceStore } from '../storage/evidence-store.ts';
import { PolicyStore } from '../storage/policy-store.ts';
import { TrailStore } from '../storage/trail-store.ts';
import type { StoredVersion } from '../storage/version-store.ts';
import { changeLogOf } from './change-log.ts';
import { judgeOnce } from './judge-once.ts';
import { releaseBefore, useVersions, withOwnReceipts } from './versions.ts';

export async function auditPackOf(version: StoredVersion): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const keyring = await workstation().exportKeyring({});
  if (!keyring.ok) return keyring;
  const trail = await new TrailStore(database()).read();
  if (!trail.ok) return trail;
  const policies = await new PolicyStore(database()).read();
  if (!policies.ok) return policies;
  const { found, missing } = await lineOf(version);
  const named = [...new Set(found.flatMap(({ acts }) => acts.flatMap((act) => act.evidence ?? [])))];
  const store = new EvidenceStore(database());
  const files = await Promise.all(named.map(async (sha256) => ({ sha256, read: await store.read(sha256) })));
  const prepared = prepareAuditPack({
    madeOn: now().slice(0, 10) as IsoDate,
    versions: found,
    versionsMissing: missing,
    keyring: keyring.value.keyring,
    trail: trail.value.lines,
    policies: policies.value,
    evidence: files.flatMap(({ read }) => (read.ok && read.value !== null ? [read.value] : [])),
    evidenceMissing: files.flatMap(({ sha256, read }) => (read.ok && read.value !== null ? [] : [sha256])),
    changeLog: await changeLogOf(version),
    lineage: await planLineage(database(), version.draft ?? version.planId, version.createdAt),
  });
  const envelope = await workstation().signAuditPack({ manifest: prepared.manifest });
  return envelope.ok ? ok(sealAuditPack(prepared, envelope.value)) : envelope;
}

/** The version, and every version it came from, as far as they are at hand. */
async function lineOf(version: StoredVersion): Promise<{
  readonly found: readonly [PackedVersion, ...PackedVersion[]];
  readonly missing: readonly VersionId[];
}> {
  const first = await packed(version);
  const found: [PackedVersion, ...PackedVersion[]] = [first];
  const missing: VersionId[] = [];
  const seen = new Set<VersionId>([version.versionId]);
  const wanted = [...parentsIn(first)];
  for (let id = wanted.shift(); id !== undefined; id = wanted.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const parent = useVersions.getState().versions.find(({ versionId }) => versionId === id);
    if (parent === undefined) missing.push(id);
    else {
      const one = await packed(parent);
      found.push(one);
      wanted.push(...parentsIn(one));
    }
  }
  return { found, missing };
}

const parentsIn = ({ acts }: PackedVersion): readonly VersionId[] => acts[0]?.parents ?? [];

async function packed(version: StoredVersion): Promise<PackedVersion> {
  const bundle = await withOwnReceipts(version);
  const keyring = keyringOf(usePeople.getState().keys);
  const before = (await releaseBefore(version))?.bundle ?? null;
  const { verification, acts } = await judgeOnce(bundle, keyring, before);
  const released = verification.outcome?.releasedOn;
  const standing = verification.ok
    ? `${verification.state ?? 'unknown'}${released == null ? '' : `, released on ${released}`}`
    : `not proven: ${verification.steps.at(-1)?.message ?? ''}`;
  const { versionId, planName } = version;
  return { versionId, planName, bundle, acts, standing };
}
