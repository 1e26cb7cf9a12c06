import type { IsoDate } from '../../domain/brand.ts';
import type { Verification } from '../../domain/bundle/verification.ts';
import { PACK_MANIFEST } from '../../formats/audit-pack/audit-pack.ts';
import type { PackVerification } from '../../formats/audit-pack/verify-pack.ts';
import { PACK_SHAPE, verifyPack } from '../../formats/audit-pack/verify-pack.ts';
import { verifyBundle } from '../../formats/bundle/read-bundle.ts';
import { readZip, readZipOf } from '../../workstation/read-zip.ts';
import type { Command } from '../command.ts';
import { parseCommandLine, printJson, refuseInput, timeOption } from '../command.ts';
import { keyringAt } from '../keyring-at.ts';
import { verifiedAt } from '../verified-at.ts';

const USAGE = `Usage: bailiwick verify BUNDLE|PACK [--keyring KEYRING.json [--root FINGERPRINT]]
                        [--previous BUNDLE] [--on DATE] [--require-receipt] [--json]

An audit pack is told from a bundle by what is in it, and checked as a whole: its manifest and the machine's signature
on it, the keyring, the trail, and each version.
Checks a plan bundle step by step: zip, digests, envelopes, keys, signatures, subject, four eyes, receipt, and whether
every file says what plan.json says. Without --keyring, the keys this machine trusts (its own among them) decide; with
--root, the keyring must be signed by that root key. A central store's receipt is checked when the bundle carries one,
against the stores the keyring names or this machine syncs with; --require-receipt fails without one.
Exceptions that end and requests that expire are judged by today, or by --on. --previous is the release this version
would replace: its quotas are those in force, and the accounts it moved are locked for the days the policy says.
Exit code 1 when any step fails, 2 when a file cannot be read.`;

const OPTIONS = {
  keyring: { type: 'string' },
  root: { type: 'string' },
  previous: { type: 'string' },
  on: { type: 'string' },
  'require-receipt': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export const verify: Command = {
  name: 'verify',
  summary: 'check the signatures and the numbers of a bundle',
  usage: USAGE,
  async run(argv, io) {
    const line = parseCommandLine(argv, OPTIONS, { min: 1, max: 1, what: 'one BUNDLE' });
    const asked = argv.includes('--json');
    if (!line.ok) return refuseInput(io, line.errors, asked, USAGE);
    const { values, positionals } = line.value;
    const json = values.json === true;
    const bytes = await io.readFile(positionals[0] ?? '');
    if (!bytes.ok) return refuseInput(io, bytes.errors, json);
    const believed = await keyringAt(io, values.keyring, values.root);
    if (!believed.ok) return refuseInput(io, believed.errors, json);
    const day = timeOption('on', values.on, io.now());
    if (!day.ok) return refuseInput(io, day.errors, json, USAGE);
    const on = day.value.slice(0, 10) as IsoDate;
    const judged = await verifiedAt(io, believed.value, on, values.previous);
    if (!judged.ok) return refuseInput(io, judged.errors, json);
    const receiptRequired = values['require-receipt'] === true;
    const at = { ...judged.value, receiptRequired };
    const pack = await readZipOf(bytes.value, PACK_SHAPE);
    if (pack.ok && pack.value.has(PACK_MANIFEST) && pack.value.has('decisions.csv')) {
      const found = await verifyPack(pack.value, believed.value.keyring, readZip, at);
      if (json) printJson(io, found);
      else io.out(describePack(found));
      return found.ok ? 0 : 1;
    }
    const result = await verifyBundle(bytes.value, believed.value.keyring, readZip, at);
    if (json) printJson(io, shape(result, on));
    else io.out(describe(result, on));
    return result.ok ? 0 : 1;
  },
};

function describePack({ ok: holds, manifest, steps }: PackVerification): string {
  const lines = steps.map(({ step, ok, code, message }) =>
    ok ? `  ok      ${step}: ${message}` : `  FAILED  ${step}  [${code}]\n          ${message}`,
  );
  const verdict = holds ? 'This audit pack is what it says it is.' : 'This audit pack does not hold.';
  return [...(manifest === null ? [] : [`Manifest ${manifest}`]), ...lines, verdict].join('\n');
}

const openIn = ({ outcome }: Verification) => (outcome?.requirements ?? []).filter((one) => !one.met);

const shape = (result: Verification, on: IsoDate) => ({
  ok: result.ok,
  versionId: result.versionId,
  on,
  state: result.state,
  releasedOn: result.outcome?.releasedOn ?? null,
  open: openIn(result).map(({ requirement: { id, need, why } }) => ({ id, need, why })),
  receipts: result.receipts.map(({ origin, storeEpoch, index, subject }) => ({
    store: origin,
    storeEpoch,
    index,
    subject,
  })),
  steps: result.steps.map((step) => ({ step: step.step, ok: step.ok, code: step.code })),
});

const STATES = {
  InReview: 'in review',
  ChangesRequested: 'returned for changes',
  Approved: 'approved',
  Rejected: 'rejected',
  Expired: 'expired',
} as const;

function describe(result: Verification, on: IsoDate): string {
  const lines = result.steps.map(({ step, ok, code, message }) =>
    ok
      ? `  ok      ${step}${message === '' ? '' : `: ${message}`}`
      : `  FAILED  ${step}  [${code}]\n          ${message}`,
  );
  const releasedOn = result.outcome?.releasedOn ?? null;
  const released = releasedOn === null ? '' : `, released on ${releasedOn}`;
  const state = result.state === null ? '' : `; on ${on} it is ${STATES[result.state]}${released}`;
  const verdict = result.ok ? `This bundle is what it says it is${state}.` : 'This bundle does not verify.';
  const waits = openIn(result).map(({ requirement: { id, why } }) => `  open    ${id}: ${why}`);
  const version = result.versionId === null ? [] : [`Version ${result.versionId}`];
  return [...version, ...lines, ...waits, verdict].join('\n');
}
