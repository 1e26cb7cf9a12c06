/**
 * What was done about grants on the command line, chained (ledger AUD-01). One line a file, named by its number and made
 * only where none is: of two commands at once the second goes on from the first.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ActorId, IsoTime } from '../domain/brand.ts';
import type { Json } from '../domain/bundle/canonical-json.ts';
import type { EventAction } from '../domain/governance/action-words.ts';
import type { AuditLine } from '../domain/governance/audit.ts';
import { auditLine, readAudit } from '../domain/governance/audit.ts';
import { DEFAULT_POLICY } from '../domain/governance/policy.ts';
import type { Result } from '../domain/result.ts';
import { ok, refuse } from '../domain/result.ts';
import { utf8 } from '../formats/bundle/bytes.ts';
import { sha256OfText } from '../formats/bundle/digest.ts';
import { policyReference } from '../formats/bundle/policy-reference.ts';
import { listNames, readBytes, writeDurably } from '../workstation/durable-file.ts';
import { bailiwickHome } from '../workstation/paths.ts';
import { naming } from './command.ts';
import type { Io } from './io.ts';

const folderOf = ({ env, cwd }: Io): string =>
  join(bailiwickHome({ env, cwd, platform: process.platform, userHome: homedir() }), 'access-trail');

const nameOf = (seq: number): string => `${String(seq).padStart(6, '0')}.json`;

type Trail = { readonly events: readonly AuditLine[]; readonly head: AuditLine['prevHash'] };

/** Proven whole. Codes: AUDIT_FORM, AUDIT_CHAIN_BROKEN and those of reading files. */
export async function accessTrail(io: Io): Promise<Result<Trail>> {
  const folder = folderOf(io);
  const lines: string[] = [];
  for (const name of await listNames(folder)) {
    const bytes = await readBytes(join(folder, name));
    if (!bytes.ok) return bytes;
    lines.push(new TextDecoder().decode(bytes.value));
  }
  return naming(folder, readAudit(lines, sha256OfText));
}

export interface Noted {
  readonly action: EventAction;
  readonly label: string;
  readonly object: string;
  readonly after: Json;
  readonly by: ActorId;
}

/** On the disk when this answers. Codes: those of `accessTrail` and of writing. */
export async function noteAccess(io: Io, { by, ...noted }: Noted): Promise<Result<true>> {
  for (;;) {
    const trail = await accessTrail(io);
    if (!trail.ok) return trail;
    const seq = trail.value.events.length + 1;
    const at = io.now().toISOString() as IsoTime;
    const event = { ...noted, at, actor: by, before: null, policy: policyReference(DEFAULT_POLICY) };
    const line = auditLine(event, seq, trail.value.head);
    const written = await writeDurably(join(folderOf(io), nameOf(seq)), utf8(line), undefined, {
      exclusive: true,
    });
    if (written.ok) return ok(true);
    if (written.errors[0]?.code !== 'FILE_EXISTS') return refuse(...written.errors);
  }
}

/** The trail of an audit pack (`trail.jsonl`), or of anything else that is chained so. Codes: as `accessTrail`. */
export async function trailFile(io: Io, path: string): Promise<Result<readonly AuditLine[]>> {
  const file = await io.readFile(path);
  if (!file.ok) return file;
  const lines = new TextDecoder().decode(file.value).split('\n').filter(Boolean);
  const read = naming(path, readAudit(lines, sha256OfText));
  return read.ok ? ok(read.value.events) : read;
}
