/**
 * Everything a dispute about a version is settled with, in one archive (ledger AUD-11): the version and those it came
 * from as signed bundles, the keys that count, every decision, the policies, the trail of the laptop and the evidence.
 * Whoever receives it needs `sha256sum` and `openssl`, and the root's fingerprint by another way.
 */
import type { IsoDate, Sha256Hex, VersionId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Register } from '../../domain/governance/policy-register.ts';
import { ROLE_CATALOGUE } from '../../domain/governance/role.ts';
import type { PlanAct } from '../../domain/governance/statement.ts';
import type { LoggedRelease } from '../../domain/governance/change-log.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import { utf8 } from '../bundle/bytes.ts';
import { sha256Of } from '../bundle/digest.ts';
import { envelopeBytes } from '../bundle/dsse.ts';
import { writeZip } from '../bundle/write-zip.ts';
import { changeLogCsv, changeLogMarkdown } from '../change-log/change-log.ts';
import { writeCsv } from '../tabular/write-csv.ts';
import type { PackedLineage } from './lineage-tables.ts';
import { lineageFiles } from './lineage-tables.ts';
import { PACK_ENVELOPE, PACK_PAYLOAD_TYPE } from './pack-signature.ts';

export interface PackedVersion {
  readonly versionId: VersionId;
  readonly planName: string;
  /** The bundle as it is handed over. */
  readonly bundle: Uint8Array;
  readonly acts: readonly PlanAct[];
  /** "Approved", or why it is not proven. */
  readonly standing: string;
}

export interface AuditPack {
  readonly madeOn: IsoDate;
  /** The version in dispute first, then those it came from, newest first. */
  readonly versions: readonly [PackedVersion, ...PackedVersion[]];
  /** Versions it came from that are not on this laptop. */
  readonly versionsMissing: readonly VersionId[];
  /** A keyring as it is handed over, signed by the root. */
  readonly keyring: string;
  /** Lines of the laptop's chained trail, oldest first. */
  readonly trail: readonly string[];
  readonly policies: Register;
  /** What changed from release to release up to this version, newest first. */
  readonly changeLog: readonly LoggedRelease[];
  /** Where its values came from; null where that is not on this laptop. */
  readonly lineage: PackedLineage | null;
  readonly evidence: readonly {
    readonly sha256: Sha256Hex;
    readonly name: string;
    readonly bytes: Uint8Array;
  }[];
  /** Named by a decision and not on this laptop. */
  readonly evidenceMissing: readonly Sha256Hex[];
}

export const PACK_MANIFEST = 'manifest-sha256.txt';

/** A name every file system takes, and no path. */
const safe = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[-.]+|-+$/g, '')
    .slice(0, 80) || 'file';

const versionFile = ({ planName, versionId }: PackedVersion): string =>
  `versions/${safe(planName)}-${versionId.slice(0, 8)}.zip`;

export interface PreparedPack {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** sha256 of the manifest: what is signed. */
  readonly manifest: Sha256Hex;
}

/** Its files. The same contents give the same bytes. */
export function prepareAuditPack(pack: AuditPack): PreparedPack {
  const files = new Map<string, Uint8Array>([
    ['README.md', utf8(readme(pack))],
    ['decisions.csv', decisions(pack.versions)],
    ['change-log.md', changeLogMarkdown(pack.versions[0].planName, pack.changeLog)],
    ['change-log.csv', changeLogCsv(pack.changeLog)],
    ...(pack.lineage === null ? [] : lineageFiles(pack.lineage)),
    ['keyring.json', utf8(pack.keyring)],
    ['policies.json', utf8(`${canonicalJson(pack.policies as unknown as Json)}\n`)],
    ['trail.jsonl', utf8(pack.trail.map((line) => `${line}\n`).join(''))],
    ...pack.versions.map((version) => [versionFile(version), version.bundle] as const),
    ...pack.evidence.map(
      ({ sha256, name, bytes }) => [`evidence/${sha256.slice(0, 8)}-${safe(name)}`, bytes] as const,
    ),
  ]);
  const lines = [...files].map(([name, bytes]) => `${sha256Of(bytes)}  ${name}\n`);
  const manifest = utf8(lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join(''));
  return { files: files.set(PACK_MANIFEST, manifest), manifest: sha256Of(manifest) };
}

/** The archive, with the signature of the workstation that made it. */
export const sealAuditPack = ({ files }: PreparedPack, envelope: DsseEnvelope): Uint8Array<ArrayBuffer> =>
  writeZip(new Map([...files, [PACK_ENVELOPE, envelopeBytes(envelope)]]));

/** Each signed act, oldest first, as a person reads it. */
function decisions(versions: AuditPack['versions']): Uint8Array<ArrayBuffer> {
  const rows = versions.flatMap(({ versionId, planName, acts }) =>
    acts.map((act) => [
      act.claimedAt,
      planName,
      versionId,
      act.decision,
      act.signer.name,
      ROLE_CATALOGUE[act.onBehalfOf?.role ?? act.signer.role].name,
      act.onBehalfOf?.actorId ?? '',
      act.reason,
      (act.exceptions ?? []).map(({ guardrail, until }) => `${guardrail} until ${until}`).join('; '),
      (act.evidence ?? []).join(' '),
      (act.documents ?? []).map(({ kind, sha256 }) => `${kind} ${sha256}`).join('; '),
      act.signer.keyId,
      `${act.policy.policyId} ${act.policy.version}`,
    ]),
  );
  const header = [
    'claimed at',
    'plan',
    'version',
    'decision',
    'by',
    'as',
    'on behalf of',
    'reason',
    'exceptions',
    'evidence',
    'papers signed',
    'key',
    'policy',
  ];
  return writeCsv(
    header,
    rows.toSorted((a, b) => (`${a[0]}` < `${b[0]}` ? -1 : 1)),
  );
}

function readme(pack: AuditPack): string {
  const [about] = pack.versions;
  const missing = [
    ...pack.versionsMissing.map((id) => `- version ${id}`),
    ...pack.evidenceMissing.map((id) => `- evidence ${id}`),
  ];
  return `# Audit pack: ${about.planName}, version ${about.versionId.slice(0, 8)}

Made on ${pack.madeOn}. Check it with tools of any computer:

1. \`sha256sum -c ${PACK_MANIFEST}\` shows that no file here was changed after the pack was made. The list itself is
   signed in \`${PACK_ENVELOPE}\` by the machine that made the pack, with a key of \`keyring.json\`; the trail of that
   machine holds the sha256 of the whole. \`bailiwick verify PACK.zip\` checks all of this; with OpenSSL 3:

   \`\`\`sh
   cut -d'"' -f4 ${PACK_ENVELOPE} | base64 -d > payload
   cut -d'"' -f18 ${PACK_ENVELOPE} | base64 -d > sig
   printf 'DSSEv1 ${PACK_PAYLOAD_TYPE.length} ${PACK_PAYLOAD_TYPE} %d ' $(($(wc -c < payload))) | cat - payload > pae
   openssl pkeyutl -verify -pubin -inkey machine.pem -rawin -in pae -sigfile sig &&
     grep -q "\\"manifest\\":\\"$(sha256sum ${PACK_MANIFEST} | cut -c1-64)\\"" payload && echo "Signed for this pack"
   \`\`\`

   \`bailiwick keys export --pem\` on that machine prints its key; never take it from here.
2. Each file of \`versions/\` is a signed bundle: unzip it and follow \`data/VERIFY.md\` with \`keyring.json\`.
3. \`keyring.json\` is signed by the root key of the workspace. Ask its owner for the root's fingerprint by another way.
4. \`trail.jsonl\` is chained: each line names the sha256 of the line before it.

| Version | Standing on ${pack.madeOn} |
| ------- | -------- |
${pack.versions.map((one) => `| ${one.versionId.slice(0, 8)} ${cell(one.planName)} | ${cell(one.standing)} |`).join('\n')}

- \`decisions.csv\`: every signed act on these versions, with reason, exceptions and evidence. Times are what each signer's
  clock said.
- \`change-log.md\`, \`change-log.csv\`: what changed from release to release, by whom and why.
${lineageWords(pack.lineage)}- \`policies.json\`: every version of the policies of this laptop, who proposed and who agreed.
- \`evidence/\`: the files that decisions name by their sha256.
${missing.length === 0 ? '\nNothing these versions name is missing here.\n' : `\nNamed by these versions and not on this laptop:\n\n${missing.join('\n')}\n`}`;
}

const lineageWords = (lineage: PackedLineage | null): string =>
  lineage === null
    ? '- Where the values came from is not here: the plan was made on another laptop, or before that was kept.\n'
    : `- \`lineage/\`: the files the values came from, the line of each account in them, cells that are not simply what was
  written, every change of a value since, and which results each field goes into.
`;

const cell = (text: string): string => text.replaceAll(/[|\r\n]/g, ' ');
