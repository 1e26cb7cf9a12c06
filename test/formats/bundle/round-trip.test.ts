import { describe, expect, it } from 'vitest';
import { VERIFICATION_STEPS } from '../../../domain/bundle/verification.ts';
import {
  openAndVerify,
  openBundle,
  verifyBundle,
  withEnvelope,
} from '../../../formats/bundle/read-bundle.ts';
import { readZip } from '../../../formats/bundle/read-zip.ts';
import { ada, bea, build, keyring, must, samplePlan, sealed, sign } from './sample.ts';

describe('a bundle', () => {
  it('verifies in every step of the order, and says it is approved', async () => {
    const version = build();
    const result = await verifyBundle(sealed(version), keyring, readZip);
    expect(result.steps.filter((step) => !step.ok)).toEqual([]);
    expect(result.steps.map((step) => step.step)).toEqual(VERIFICATION_STEPS);
    expect(result).toMatchObject({ ok: true, versionId: version.versionId, state: 'Approved' });
  });

  it('opens as the plan it was made from', async () => {
    const plan = samplePlan();
    const opened = must(await openBundle(sealed(build(plan)), readZip));
    expect(opened.plan).toEqual(plan);
  });

  it('is opened and verified at once as it is one after the other, genuine or not', async () => {
    const genuine = sealed();
    const flipped = genuine.slice();
    flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
    for (const [bytes, keys] of [
      [genuine, keyring],
      [genuine, []],
      [flipped, keyring],
    ] as const) {
      const { opened, verification } = await openAndVerify(bytes, keys, readZip);
      expect(opened).toEqual(await openBundle(bytes, readZip));
      expect(verification).toEqual(await verifyBundle(bytes, keys, readZip));
    }
  });

  it('is the same bytes for the same plan', () => {
    expect(Buffer.from(sealed()).equals(Buffer.from(sealed()))).toBe(true);
  });

  it('keeps its version id, and every byte of the bag, when somebody approves', async () => {
    const version = build();
    const opened = must(await openBundle(sealed(version, []), readZip));
    expect((await verifyBundle(sealed(version, []), keyring, readZip)).state).toBe('InReview');
    const approved = must(withEnvelope(opened, sign(bea, 'approve', version)));
    expect(approved).toEqual(sealed(version));
    expect((await verifyBundle(approved, keyring, readZip)).versionId).toBe(opened.versionId);
    expect(opened.statements[0]?.statement.predicate.signer).toEqual(ada.signer);
  });
});
