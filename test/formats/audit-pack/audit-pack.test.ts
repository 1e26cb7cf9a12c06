import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { IsoDate, Sha256Hex, VersionId } from '../../../domain/brand.ts';
import { prepareAuditPack, sealAuditPack } from '../../../formats/audit-pack/audit-pack.ts';
import { PACK_ENVELOPE, PACK_PAYLOAD_TYPE, packPayload } from '../../../formats/audit-pack/pack-signature.ts';
import { PACK_SHAPE, verifyPack } from '../../../formats/audit-pack/verify-pack.ts';
import { makeEnvelope, preAuthEncoding } from '../../../formats/bundle/dsse.ts';
import { writeZip } from '../../../formats/bundle/write-zip.ts';
import { parseKeyring } from '../../../formats/bundle/keyring-file.ts';
import { openBundle, verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { readZip, readZipOf } from '../../../workstation/read-zip.ts';
import { ed25519 } from '@noble/curves/ed25519.js';
import type { PolicyId } from '../../../domain/brand.ts';
import { chainAudit } from '../../../domain/governance/audit.ts';
import type { PackedLineage } from '../../../formats/audit-pack/lineage-tables.ts';
import { sha256OfText } from '../../../formats/bundle/digest.ts';
import type { Person } from '../bundle/sample.ts';
import { ada, AT, bea, build, cleo, must, person, ringOf, sealed, sign } from '../bundle/sample.ts';

const policy = { policyId: 'p' as PolicyId, version: 1, sha256: 'ab'.repeat(32) as Sha256Hex };
const event = { at: AT, actor: ada.signer.actorId, action: 'export', label: 'Saved', object: 'audit' };
const TRAIL = chainAudit(
  [1, 2].map(() => ({ ...event, before: null, after: null, policy })),
  sha256OfText,
).lines;
const lineage: PackedLineage = {
  accountIds: ['A-1', 'A-2'],
  records: [
    {
      at: AT,
      by: ada.signer.actorId,
      seq: 0,
      files: [
        {
          name: 'accounts.csv',
          family: 'accounts',
          sheet: null,
          sha256: 'cd'.repeat(32),
          columns: [{ field: 'potential', column: 3, header: 'Est. potential' }],
        },
      ],
      runs: Int32Array.of(0, 1, 2, 2),
      written: { potential: { rows: Int32Array.of(1), codes: Int32Array.of(0), pool: ['=1+1'] } },
      bookings: null,
      territoryLines: {},
    },
  ],
  changes: [
    {
      edit: 4,
      at: AT,
      by: 'bea',
      label: 'Edit potential of 1 account',
      account: 'A-1',
      field: 'potential',
      before: 100,
      after: 200,
      stands: true,
    },
  ],
};
const version = build();
const bundle = sealed(version, [sign(bea, 'approve', version)]);
const scan = new TextEncoder().encode('minutes of the board');
const digest = sha256Of(scan);
type Contents = Parameters<typeof prepareAuditPack>[0];
const signedBy = (who: Person, manifest: Sha256Hex, type = PACK_PAYLOAD_TYPE) => {
  const { actorId, name, keyId } = who.signer;
  const signer = { actorId, name, keyId };
  const payload = packPayload({
    format: 'bailiwick.audit-pack',
    formatVersion: 1,
    manifest,
    madeAt: AT,
    signer,
  });
  return makeEnvelope(type, payload, keyId, ed25519.sign(preAuthEncoding(type, payload), who.secretKey));
};
const pack = async (over: Partial<Contents> = {}) => {
  const prepared = prepareAuditPack(await contents(over));
  return sealAuditPack(prepared, signedBy(ada, prepared.manifest));
};
const contents = async (over: Partial<Contents> = {}): Promise<Contents> => {
  const { statements } = must(await openBundle(bundle, readZip));
  return {
    madeOn: '2026-03-02' as IsoDate,
    versions: [
      {
        versionId: version.versionId,
        planName: 'West / "2027"',
        bundle,
        acts: statements.map(({ statement }) => ({
          ...statement.predicate,
          ...(statement.predicate.decision === 'approve'
            ? { reason: '=HYPERLINK("x")', evidence: [digest] }
            : {}),
        })),
        standing: 'Approved',
      },
    ],
    versionsMissing: ['cd'.repeat(32) as VersionId],
    keyring: ringOf([ada.trusted, bea.trusted, cleo.trusted]),
    trail: TRAIL,
    policies: [],
    evidence: [{ sha256: digest, name: '../../board minutes.pdf', bytes: scan }],
    evidenceMissing: ['ef'.repeat(32) as Sha256Hex],
    changeLog: [],
    lineage,
    ...over,
  };
};
const unzipped = (bytes: Uint8Array) => new Map(Object.entries(unzipSync(bytes)));
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe('[AUD-11] the audit pack', () => {
  it('[AUD-11] holds bundle, keys, decisions, trail and evidence, each under the digest its manifest gives', async () => {
    const files = unzipped(await pack());
    const listed = text(files.get('manifest-sha256.txt'))
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)] as const);
    expect(listed.map(([name]) => name)).toEqual(
      [...files.keys()].filter((name) => !/^manifest[.-]/.test(name)).toSorted(),
    );
    for (const [name, sha256] of listed)
      expect(sha256Of(files.get(name) ?? new Uint8Array()), name).toBe(sha256);
    expect([...files.keys()].some((name) => name.includes('..') || name.startsWith('/'))).toBe(false);
    expect(files.get(`evidence/${digest.slice(0, 8)}-board-minutes.pdf`)).toEqual(scan);
    expect(text(files.get('trail.jsonl'))).toBe(`${TRAIL.join('\n')}\n`);
  });

  it('[AUD-11] what is in it proves the version with the keys in it, once their root is compared', async () => {
    const files = unzipped(await pack());
    const { keys } = must(parseKeyring(text(files.get('keyring.json'))));
    const inside = files.get(`versions/West-2027-${version.versionId.slice(0, 8)}.zip`) ?? new Uint8Array();
    expect((await verifyBundle(inside, keys, readZip)).ok).toBe(true);
  });

  it('[AUD-11] lists every decision with its reason as text a spreadsheet does not run, and says what is missing', async () => {
    const files = unzipped(await pack());
    const csv = text(files.get('decisions.csv'));
    expect(csv).toContain(`Bea,Finance,,"'=HYPERLINK(""x"")",,${digest}`);
    const readme = text(files.get('README.md'));
    expect(readme).toContain(`version ${'cd'.repeat(32)}`);
    expect(readme).toContain(`evidence ${'ef'.repeat(32)}`);
    const whole = unzipped(await pack({ versionsMissing: [], evidenceMissing: [] }));
    expect(text(whole.get('README.md'))).toContain('Nothing these versions name is missing here.');
  });

  it('[AUD-11] the same contents give the same bytes', async () => {
    expect(await pack()).toEqual(await pack());
  });

  it('[AUD-08] holds the file, column and line each value came from, what stood there, and each change', async () => {
    const files = unzipped(await pack());
    const table = (name: string) => text(files.get(`lineage/${name}.csv`));
    expect(table('files')).toContain(
      `,ada,0,accounts.csv,accounts,,${'cd'.repeat(32)},4,Est. potential,potential`,
    );
    expect(table('accounts')).toBe(
      'account_id,file,line,edit\r\nA-1,accounts.csv,2,0\r\nA-2,accounts.csv,3,0\r\n',
    );
    expect(table('as-written')).toContain("A-2,potential,'=1+1,accounts.csv,0");
    expect(table('changes')).toContain(',bea,Edit potential of 1 account,A-1,potential,100,200,true');
    const none = unzipped(await pack({ lineage: null }));
    expect([...none.keys()].some((name) => name.startsWith('lineage/'))).toBe(false);
    expect(text(none.get('README.md'))).toContain('Where the values came from is not here');
  });
});

describe('[AUD-11] verifying an audit pack', () => {
  const keys = [ada.trusted, bea.trusted, cleo.trusted];
  const checked = async (bytes: Uint8Array, ring = keys) => {
    const { steps } = await verifyPack(must(await readZipOf(bytes, PACK_SHAPE)), ring, readZip);
    return steps.filter((step) => !step.ok).map(({ step, code }) => [step, code]);
  };
  const repacked = async (change: (files: Map<string, Uint8Array>) => void): Promise<Uint8Array> => {
    const files = unzipped(await pack());
    change(files);
    return writeZip(files);
  };

  it('[AUD-11] proves manifest, signature, keyring, trail and each version of a true one', async () => {
    expect(await checked(await pack())).toEqual([]);
  });

  it('[AUD-11] shows a changed file, a file put in or taken out, and a manifest written anew', async () => {
    const changed = await repacked((files) =>
      files.set('decisions.csv', new TextEncoder().encode('nothing')),
    );
    expect(await checked(changed)).toEqual([['manifest', 'PACK_CHANGED']]);
    const more = await repacked((files) => files.set('evidence/new.pdf', scan));
    expect(await checked(more)).toEqual([['manifest', 'PACK_CHANGED']]);
    const fewer = await repacked((files) => files.delete('policies.json'));
    expect(await checked(fewer)).toEqual([['manifest', 'PACK_CHANGED']]);
    const other = prepareAuditPack(await contents({ evidence: [] }));
    const stolen = unzipped(await pack()).get(PACK_ENVELOPE) ?? new Uint8Array();
    const anew = writeZip(new Map([...other.files, [PACK_ENVELOPE, stolen]]));
    expect(await checked(anew)).toEqual([['signature', 'PACK_MANIFEST_OTHER']]);
  });

  it('[AUD-11] says when it is not signed, signed by a stranger, by a revoked key, or as something else', async () => {
    const unsigned = await repacked((files) => files.delete(PACK_ENVELOPE));
    expect(await checked(unsigned)).toEqual([['signature', 'PACK_UNSIGNED']]);
    const prepared = prepareAuditPack(await contents());
    const eve = person('Eve', 'planner');
    const signed = (who: Person, type?: string) =>
      sealAuditPack(prepared, signedBy(who, prepared.manifest, type));
    expect(await checked(signed(eve))).toEqual([['signature', 'PACK_KEY_UNKNOWN']]);
    const revoked = keys.map((key) => (key.name === 'Cleo' ? { ...key, revokedAt: AT } : key));
    expect(await checked(signed(cleo), revoked)).toEqual([['signature', 'PACK_KEY_REVOKED']]);
    expect(await checked(signed(ada, 'application/vnd.in-toto+json'))).toEqual([
      ['signature', 'PACK_SIGNATURE_FORM'],
    ]);
    const forged = {
      ...signedBy(eve, prepared.manifest),
      signatures: signedBy(ada, prepared.manifest).signatures,
    };
    expect((await checked(sealAuditPack(prepared, forged)))[0]?.[0]).toBe('signature');
  });

  it('[AUD-11] shows a broken trail and a version that is not genuine, signed or not', async () => {
    const over = { trail: TRAIL.toReversed(), keyring: '{}' };
    const broken = prepareAuditPack(await contents(over));
    expect(
      (await checked(sealAuditPack(broken, signedBy(ada, broken.manifest)))).map(([step]) => step),
    ).toEqual(['keyring', 'trail']);
    expect(await checked(await pack(), [ada.trusted])).toEqual([['versions', 'KEY_UNKNOWN']]);
  });
});
