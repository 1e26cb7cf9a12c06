/**
 * Checks an audit pack (ledger AUD-11): that it is what the machine which signed it put together, that the keys, the trail
 * and each version in it hold, in this order. Nothing in a pack vouches for itself: the keyring is the reader's own.
 */
import type { Sha256Hex } from '../../domain/brand.ts';
import { readAudit } from '../../domain/governance/audit.ts';
import type { VerifiedAt } from '../../domain/bundle/verification.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { textOrNull } from '../bundle/bytes.ts';
import { sha256Of, sha256OfText } from '../bundle/digest.ts';
import { parseKeyring } from '../bundle/keyring-file.ts';
import { verifyBundle } from '../bundle/read-bundle.ts';
import type { ReadZip, ZipFiles, ZipShape } from '../bundle/zip-bounds.ts';
import { PACK_MANIFEST } from './audit-pack.ts';
import { PACK_ENVELOPE, readPackSignature } from './pack-signature.ts';

export const PACK_STEPS = ['manifest', 'signature', 'keyring', 'trail', 'versions'] as const;
export type PackStep = (typeof PACK_STEPS)[number];

export interface PackStepResult {
  readonly step: PackStep;
  readonly ok: boolean;
  readonly code: string | null;
  readonly message: string;
}

export interface PackVerification {
  readonly ok: boolean;
  /** sha256 of the manifest; null where there is none. */
  readonly manifest: Sha256Hex | null;
  /** Every one of them is checked, whatever another found: a dispute is about what exactly does not hold. */
  readonly steps: readonly PackStepResult[];
}

const FILES: ReadonlySet<string> = new Set([
  'README.md',
  'decisions.csv',
  'keyring.json',
  'policies.json',
  'trail.jsonl',
  'change-log.md',
  'change-log.csv',
  PACK_MANIFEST,
  PACK_ENVELOPE,
]);
const IN_FOLDER = /^(?:versions\/[\w.-]+\.zip|evidence\/[\w.-]+|lineage\/[\w-]+\.csv)$/;

/** Told from a bundle by its names. */
export const PACK_SHAPE: ZipShape = {
  isFile: (name) => (FILES.has(name) || IN_FOLDER.test(name)) && !/(^|\/)\.\.?(\/|$)/.test(name),
  maxFiles: 10_000,
};

export async function verifyPack(
  files: ZipFiles,
  keyring: Keyring,
  readZip: ReadZip,
  at: VerifiedAt = {},
): Promise<PackVerification> {
  const bytes = files.get(PACK_MANIFEST);
  const manifest = bytes === undefined ? null : sha256Of(bytes);
  const steps = [
    stepOf('manifest', checkManifest(files)),
    stepOf('signature', checkSignature(files, manifest, keyring)),
    stepOf('keyring', checkKeyring(files)),
    stepOf('trail', checkTrail(files)),
    stepOf('versions', await checkVersions(files, keyring, readZip, at)),
  ];
  return { ok: steps.every((step) => step.ok), manifest, steps };
}

const stepOf = (step: PackStep, found: Result<string>): PackStepResult => {
  if (found.ok) return { step, ok: true, code: null, message: found.value };
  const [first] = found.errors;
  const message = found.errors.map((error) => error.message).join(' ');
  return { step, ok: false, code: first?.code ?? null, message };
};

const textIn = (files: ZipFiles, name: string): string =>
  textOrNull(files.get(name) ?? new Uint8Array()) ?? '';

/** Every file is listed with its digest, and nothing is listed that is not there. */
function checkManifest(files: ZipFiles): Result<string> {
  const lines = textIn(files, PACK_MANIFEST).split('\n').slice(0, -1);
  const listed = new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
  const names = [...files.keys()].filter((name) => name !== PACK_MANIFEST && name !== PACK_ENVELOPE);
  const wrong = [
    ...names.filter((name) => listed.get(name) !== sha256Of(files.get(name) ?? new Uint8Array())),
    ...[...listed.keys()].filter((name) => !files.has(name)),
  ];
  return wrong.length === 0 && listed.size === lines.length
    ? ok(`${names.length} files are as the manifest lists them.`)
    : refuse(codedError('PACK_CHANGED', `The manifest does not list as they are: ${wrong.join(', ')}.`));
}

function checkSignature(files: ZipFiles, manifest: Sha256Hex | null, keyring: Keyring): Result<string> {
  const bytes = files.get(PACK_ENVELOPE);
  if (manifest === null) return refuse(codedError('PACK_CHANGED', 'The pack has no manifest.'));
  if (bytes === undefined)
    return refuse(
      codedError(
        'PACK_UNSIGNED',
        'The manifest is not signed: the pack was made before packs were, or the signature was taken out. The trail of the machine that made it holds the sha256 of the whole.',
      ),
    );
  const read = readPackSignature(bytes, manifest, keyring);
  if (!read.ok) return read;
  const { statement, key } = read.value;
  return ok(`Made by ${key.name} on ${statement.madeAt.slice(0, 10)}, by its own clock.`);
}

function checkKeyring(files: ZipFiles): Result<string> {
  const read = parseKeyring(textIn(files, 'keyring.json'));
  return read.ok
    ? ok(
        `${read.value.keys.length} keys, signed by the root ${read.value.root.keyId}. Compare it by another way.`,
      )
    : read;
}

function checkTrail(files: ZipFiles): Result<string> {
  const read = readAudit(textIn(files, 'trail.jsonl').split('\n').slice(0, -1), sha256OfText);
  return read.ok ? ok(`${read.value.events.length} lines, each follows the one before.`) : read;
}

async function checkVersions(
  files: ZipFiles,
  keyring: Keyring,
  readZip: ReadZip,
  at: VerifiedAt,
): Promise<Result<string>> {
  const names = [...files.keys()].filter((name) => name.startsWith('versions/'));
  for (const name of names) {
    const { ok: genuine, steps } = await verifyBundle(
      files.get(name) ?? new Uint8Array(),
      keyring,
      readZip,
      at,
    );
    const last = steps.at(-1);
    if (!genuine)
      return refuse(codedError(last?.code ?? 'VERSION_NOT_GENUINE', `${name}: ${last?.message ?? ''}`));
  }
  return names.length === 0
    ? refuse(codedError('PACK_EMPTY', 'The pack holds no version.'))
    : ok(`${names.length === 1 ? 'The version is' : `All ${names.length} versions are`} genuine.`);
}
