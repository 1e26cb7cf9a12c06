/**
 * The schema of every workstation method's argument. Both carriers (Electron's IPC and the loopback host) check an
 * incoming call against it before they make the call, so that a page gone bad finds no door beside the contract.
 */
import { z } from 'zod';
import type { ActorId, IsoDate, Sha256Hex, VersionId } from '../domain/brand.ts';
import { Faults } from '../domain/bundle/check.ts';
import type { Grant } from '../domain/governance/grant.ts';
import { checkGrant } from '../domain/governance/grant.ts';
import { ROLES } from '../domain/governance/role.ts';
import type { CodedError, Result } from '../domain/result.ts';
import { codedError, ok } from '../domain/result.ts';
import type { WorkstationMethod, WorkstationMethods } from './contract.ts';
import { isClientId } from './clients/client.ts';

/** Bytes a bundle may have: a plan of 100,000 accounts takes about a twentieth of it. */
export const MAX_BUNDLE_BYTES = 256 * 1024 * 1024;
/** A DSSE payload is a statement of a few kilobytes. */
export const MAX_PAYLOAD_BYTES = 1024 * 1024;

/** A client with its plans and versions. */
export const MAX_BACKUP_BYTES = 1024 * 1024 * 1024;

const HEX_64 = /^[0-9a-f]{64}$/;
const nothing = z.strictObject({}).transform((): Record<string, never> => ({}));
const sha256 = z.string().regex(HEX_64, 'must be 64 lower-case hex digits');
const versionId = sha256.transform((text) => text as VersionId);
const keyId = sha256.transform((text) => text as Sha256Hex);
const actorId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'must be an actor id')
  .transform((text) => text as ActorId);
/** Short text for people: no control characters, which could forge a line of a listing. */
const label = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters');
const passphrase = z.string().min(1).max(1024);
const bytes = (max: number) =>
  z
    .custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes')
    .refine((value) => value.length <= max, `must be at most ${max} bytes`);

const day = z.iso.date().transform((text) => text as IsoDate);
/** The domain's own check of a grant, so that there is one. */
const grant = z.unknown().transform((value, context): Grant => {
  const faults = new Faults();
  const read = checkGrant(value, '', faults);
  for (const { path, message } of faults.list)
    context.addIssue({ code: 'custom', message: `the grant: ${path} ${message}` });
  return faults.list.length === 0 ? read : z.NEVER;
});

const client = z.string().refine(isClientId, 'must be the id of a client');
const storeUrl = z.url({ protocol: /^https?$/ }).max(2000);

type Schemas = { readonly [M in WorkstationMethod]: z.ZodType<Parameters<WorkstationMethods[M]>[0]> };

export const CHANNELS: Schemas = {
  about: nothing,
  listProfiles: nothing,
  createProfile: z.strictObject({ name: label, role: z.enum(ROLES), passphrase }),
  unlockProfile: z.strictObject({ actorId, passphrase }),
  lockProfile: z.strictObject({ actorId }),
  listKeyring: nothing,
  readKeyring: z.strictObject({ keyring: z.string().max(1024 * 1024) }),
  trustKeyring: z.strictObject({
    keyring: z.string().max(1024 * 1024),
    root: z.string().max(200).nullable(),
  }),
  workspaceRoot: nothing,
  exportKeyring: nothing,
  exportPublicKey: z.strictObject({ keyId }),
  revokeKey: z.strictObject({ keyId }),
  grantRole: z.strictObject({ keyId, grant, by: actorId }),
  endGrant: z.strictObject({ keyId, grant, to: day, by: actorId }),
  sign: z.strictObject({
    actorId,
    payloadType: z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be a media type'),
    payload: bytes(MAX_PAYLOAD_BYTES),
  }),
  signAuditPack: z.strictObject({ manifest: keyId }),
  mirrorVersion: z.strictObject({ versionId, bundle: bytes(MAX_BUNDLE_BYTES) }),
  listMirrored: nothing,
  readMirrored: z.strictObject({ versionId }),
  saveFile: z.strictObject({
    suggestedName: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^/\\\p{Cc}]+$/u, 'must be a file name, not a path'),
    bytes: bytes(MAX_BACKUP_BYTES),
  }),
  openExternal: z.strictObject({ url: z.url({ protocol: /^https$/ }).max(2000) }),
  syncStatus: nothing,
  syncProbe: z.strictObject({ url: storeUrl }),
  syncSetUp: z.strictObject({ url: storeUrl, storeKey: keyId, token: z.string().min(1).max(8192) }),
  syncLogin: z.strictObject({ url: storeUrl, storeKey: keyId }),
  syncLoggedIn: nothing,
  syncStop: nothing,
  syncNow: nothing,
  syncStores: nothing,
  syncReceipts: z.strictObject({ versionId }),
  workspaceConfirm: z.strictObject({ root: keyId }),
  workspaceEnrol: z.strictObject({ actorId }),
  workspaceVouch: z.strictObject({ keyIds: z.array(keyId).max(1000) }),
  clients: nothing,
  addClient: z.strictObject({ name: label }),
  renameClient: z.strictObject({ client, name: label }),
  clientContents: z.strictObject({ client }),
  removeClient: z.strictObject({ client, name: label }),
  backUpClient: z.strictObject({ passphrase, page: bytes(MAX_BACKUP_BYTES) }),
  restoreClient: z.strictObject({ name: label.nullable(), passphrase, backup: bytes(MAX_BACKUP_BYTES) }),
  mayTakePlan: z.strictObject({ tenant: z.string().min(1).max(200) }),
  syncDismiss: z.strictObject({ code: z.enum(['STORE_RESTORED', 'STORE_FORKED', 'LOG_FALSE']) }),
};

export { WORKSTATION_METHODS } from './contract.ts';

export const isWorkstationMethod = (name: string): name is WorkstationMethod => Object.hasOwn(CHANNELS, name);

/**
 * The argument of one call, checked; every fault at once. Codes: UNKNOWN_METHOD, BAD_ARGUMENT.
 * The values themselves (a passphrase may be among them) are never repeated in a message.
 */
export function parseArgument<M extends WorkstationMethod>(
  method: M,
  argument: unknown,
): Result<Parameters<WorkstationMethods[M]>[0]> {
  const parsed = CHANNELS[method].safeParse(argument);
  if (parsed.success) return ok(parsed.data);
  const errors = parsed.error.issues.map((issue): CodedError =>
    codedError('BAD_ARGUMENT', `${method}: ${issue.path.join('.') || 'the argument'}: ${issue.message}.`),
  );
  return { ok: false, errors };
}
