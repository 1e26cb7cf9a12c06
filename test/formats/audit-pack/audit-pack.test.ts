import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { IsoDate, Sha256Hex, VersionId } from '../../../domain/brand.ts';
import { auditPack } from '../../../formats/audit-pack/audit-pack.ts';
import { parseKeyring } from '../../../formats/bundle/keyring-file.ts';
import { openBundle, verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { readZip } from '../../../workstation/read-zip.ts';
import { bea, build, must, ringOf, sealed, sign, ada, cleo } from '../bundle/sample.ts';

const version = build();
const bundle = sealed(version, [sign(bea, 'approve', version)]);
const scan = new TextEncoder().encode('minutes of the board');
const digest = sha256Of(scan);
const pack = async (over: Partial<Parameters<typeof auditPack>[0]> = {}) => {
  const { statements } = must(await openBundle(bundle, readZip));
  return auditPack({
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
    trail: ['{"seq":1}', '{"seq":2}'],
    policies: [],
    evidence: [{ sha256: digest, name: '../../board minutes.pdf', bytes: scan }],
    evidenceMissing: ['ef'.repeat(32) as Sha256Hex],
    ...over,
  });
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
      [...files.keys()].filter((name) => name !== 'manifest-sha256.txt').toSorted(),
    );
    for (const [name, sha256] of listed)
      expect(sha256Of(files.get(name) ?? new Uint8Array()), name).toBe(sha256);
    expect([...files.keys()].some((name) => name.includes('..') || name.startsWith('/'))).toBe(false);
    expect(files.get(`evidence/${digest.slice(0, 8)}-board-minutes.pdf`)).toEqual(scan);
    expect(text(files.get('trail.jsonl'))).toBe('{"seq":1}\n{"seq":2}\n');
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
});
