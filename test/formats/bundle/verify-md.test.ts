/** Pastes VERIFY.md into a shell, with unzip, sha256sum and openssl as an auditor has them. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../domain/bundle/canonical-json.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import type { ReceiptText } from '../../../formats/log/receipt.ts';
import { SampleStore } from './sample-store.ts';
import { publicKeyPem } from '../../../formats/bundle/ed25519.ts';
import { ada, bea, build, cleo, samplePlan, sealed, sign } from './sample.ts';

let folder = '';
let commands: string[] = [];

/** The plan's name tries to run something; it must stay text. */
const version = build(samplePlan({ name: 'Q1 `touch pwned` $(touch pwned)\n```sh\ntouch pwned\n```' }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiwick-verify-'));
  await writeFile(join(folder, 'plan.zip'), sealed(version));
  expect(spawnSync('unzip', ['-q', 'plan.zip', '-d', 'plan'], { cwd: folder }).status).toBe(0);
  await writeFile(join(folder, 'plan/maker.pem'), publicKeyPem(ada.trusted.publicKey));
  await writeFile(join(folder, 'plan/approver.pem'), publicKeyPem(bea.trusted.publicKey));
  const markdown = await readFile(join(folder, 'plan/data/VERIFY.md'), 'utf8');
  commands = [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)].map((block) => block[1] ?? '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function paste(script: string): { status: number | null; out: string } {
  const ran = spawnSync('bash', ['-c', script], { cwd: join(folder, 'plan'), encoding: 'utf8' });
  return { status: ran.status, out: ran.stdout + ran.stderr };
}

describe('VERIFY.md', () => {
  it('holds commands that work when pasted, one after the other', () => {
    expect(commands).toHaveLength(6);
    const { status, out } = paste(commands.join('\n'));
    expect(status).toBe(0);
    expect(out.match(/^data\/[A-Za-z.]+: OK$/gm)).toHaveLength(9);
    expect(out).toContain(`${version.versionId}  manifest-sha256.txt`);
    expect(out.match(/Signature Verified Successfully/g)).toHaveLength(2);
    expect(out.match(/Signed for this version/g)).toHaveLength(2);
    expect(out).toContain(ada.signer.keyId);
    expect(out).toContain('"decision":"approve"');
  });

  it('shows where a store received it, a forged receipt, and a misplaced one', async () => {
    const store = new SampleStore('central');
    store.fill(5);
    const index = store.enter('version', version.versionId);
    store.fill(3);
    const file = (changes: Partial<ReceiptText> = {}): string =>
      canonicalJson({
        format: 'bailiwick.receipts',
        formatVersion: 1,
        receipts: [{ ...store.receipt(index), ...changes }],
      } as unknown as Json);
    const path = join(folder, 'plan/attestations/receipt.json');
    await writeFile(join(folder, 'plan/store.pem'), publicKeyPem(store.trusted.publicKey));
    await writeFile(path, file());
    const good = paste(commands[5] ?? '');
    expect(good.out).toContain('Signature Verified Successfully');
    expect(good.out).toContain('In the log of the store');
    expect(good.out).toContain(version.versionId);
    for (const wrong of [
      { index: index - 1 },
      { proof: store.receipt(index).proof.slice(1) },
      { checkpoint: { ...store.checkpoint(), payload: store.checkpoint({ size: 2 }).payload } },
    ]) {
      await writeFile(path, file(wrong));
      const { out, status } = paste(commands[5] ?? '');
      expect(out).not.toContain('In the log of the store');
      expect(status).not.toBe(0);
    }
    await rm(path);
  });

  it('holds no command out of a name', () => {
    expect(paste('ls pwned').status).not.toBe(0);
    expect(commands.join('')).not.toContain('touch');
  });

  it('shows a changed file, another signer, and a signature on another version', async () => {
    const csv = join(folder, 'plan/data/quotas.csv');
    const content = await readFile(csv, 'utf8');
    await writeFile(csv, content.replace('600000', '900000'));
    expect(paste(commands[0] ?? '').out).toContain('data/quotas.csv: FAILED');
    await writeFile(csv, content);
    const maker = join(folder, 'plan/maker.pem');
    await writeFile(maker, publicKeyPem(cleo.trusted.publicKey));
    expect(paste(commands[2] ?? '').out).toContain('Signature Verification Failure');
    expect(paste(commands[3] ?? '').status).not.toBe(0);
    await writeFile(maker, publicKeyPem(ada.trusted.publicKey));
    const elsewhere = JSON.stringify(sign(ada, 'submit', build(samplePlan({ name: 'Another' }))));
    await writeFile(join(folder, 'plan/attestations/maker.dsse.json'), elsewhere);
    const { out } = paste(commands[2] ?? '');
    expect(out).toContain('Signature Verified Successfully');
    expect(out).not.toContain('Signed for this version');
  });
});
