import { describe, expect, it } from 'vitest';
import type { Keyring } from '../../../domain/governance/keyring.ts';
import type { BundleApi } from '../../../renderer/versions/bundle-api.ts';
import { forgetVerdicts, judgeOnce } from '../../../renderer/versions/judge-once.ts';
import { ada, bea } from '../../formats/bundle/sample.ts';

const ring: Keyring = [ada.trusted];

describe('judging a version once', () => {
  it('asks again for other bytes, other keys, a revoked key and another release before, and for nothing else', async () => {
    forgetVerdicts();
    let asked = 0;
    const judge: BundleApi['judge'] = () => {
      asked++;
      return Promise.resolve({ acts: [], policy: null } as never);
    };
    const bytes = () => Uint8Array.of(1, 2, 3);
    await judgeOnce(bytes(), ring, null, judge);
    await judgeOnce(bytes(), ring, null, judge);
    expect(asked).toBe(1);
    await judgeOnce(Uint8Array.of(1, 2, 4), ring, null, judge);
    await judgeOnce(bytes(), [...ring, bea.trusted], null, judge);
    await judgeOnce(
      bytes(),
      [{ ...ada.trusted, revokedAt: '2026-01-01T00:00:00.000Z' as never }],
      null,
      judge,
    );
    await judgeOnce(bytes(), ring, Uint8Array.of(9), judge);
    expect(asked).toBe(5);
    forgetVerdicts();
    await judgeOnce(bytes(), ring, null, judge);
    expect(asked).toBe(6);
  });

  it('does not keep a verdict that could not be reached', async () => {
    forgetVerdicts();
    const fails: BundleApi['judge'] = () => Promise.reject(new Error('worker gone'));
    await expect(judgeOnce(Uint8Array.of(7), ring, null, fails)).rejects.toThrow('worker gone');
    const works: BundleApi['judge'] = () => Promise.resolve({ acts: [], policy: null } as never);
    await expect(judgeOnce(Uint8Array.of(7), ring, null, works)).resolves.toMatchObject({ policy: null });
  });
});
