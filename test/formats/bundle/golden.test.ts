/**
 * A bundle somebody was handed must go on verifying. `test/fixtures/golden/` keeps one of each rendering ever released;
 * when this turns red because wording or layout changed, raise RENDERING_VERSION and keep the older one readable.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RENDERING_VERSION } from '../../../domain/bundle/plan-document.ts';
import { openBundle, verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import { readZip } from '../../../formats/bundle/read-zip.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { keyring, must, sealed } from './sample.ts';

const goldenOf = (rendering: number): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/golden/rendering-${rendering}.zip`, import.meta.url)));

const newer = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/golden/${file}`, import.meta.url)));

describe('the golden bundle', () => {
  it.each(Array.from({ length: RENDERING_VERSION }, (_, i) => i + 1))(
    'of rendering %i holds in every step of its verification',
    async (rendering) => {
      const golden = goldenOf(rendering);
      expect(must(await openBundle(golden, readZip)).document.rendering).toBe(rendering);
      expect(await verifyBundle(golden, keyring, readZip)).toMatchObject({ ok: true, state: 'Approved' });
    },
  );

  it('of today\u2019s rendering is what the same plan gives, byte for byte', () => {
    expect(sha256Of(sealed())).toBe(sha256Of(goldenOf(RENDERING_VERSION)));
  });

  it.each(['newer-reader-7.zip', 'newer-field.zip'])(
    'of a later Bailiwick (%s) is refused as newer, with what to do, and not for what is unknown in it',
    async (file) => {
      const { ok, steps } = await verifyBundle(newer(file), keyring, readZip);
      expect(ok).toBe(false);
      expect(steps.at(-1)).toMatchObject({ step: 'four-eyes', code: 'DOCUMENT_NEWER' });
      expect(steps.at(-1)?.message).toMatch(/made by a newer Bailiwick\. .*Update Bailiwick\./);
      expect(await openBundle(newer(file), readZip)).toMatchObject({ errors: [{ code: 'DOCUMENT_NEWER' }] });
    },
  );
});
