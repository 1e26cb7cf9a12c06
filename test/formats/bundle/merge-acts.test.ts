import { describe, expect, it } from 'vitest';
import { mergeActs } from '../../../formats/bundle/merge-acts.ts';
import { openBundle, verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import { readZip } from '../../../formats/bundle/read-zip.ts';
import { ada, bea, build, cleo, keyring, must, person, samplePlan, sealed, sign } from './sample.ts';

const version = build();
const submitted = sealed(version, []);
const byBea = sealed(version, [sign(bea, 'approve', version)]);
const byCleo = sealed(version, [sign(cleo, 'approve', version)]);

const namesIn = async (bundle: Uint8Array): Promise<readonly string[]> =>
  must(await openBundle(bundle, readZip)).statements.map(({ statement }) => statement.predicate.signer.name);

describe('two copies of one version', () => {
  it('[APR-02] become one with the decisions of both, and it verifies', async () => {
    const merged = must(await mergeActs(byBea, byCleo, keyring, readZip));
    expect(merged.added).toBe(1);
    expect(await namesIn(merged.bundle)).toEqual(['Ada', 'Bea', 'Cleo']);
    expect(await verifyBundle(merged.bundle, keyring, readZip)).toMatchObject({
      ok: true,
      state: 'Approved',
    });
  });

  it('keep every decision whichever copy is asked to take in the other', async () => {
    const oneWay = must(await mergeActs(byBea, byCleo, keyring, readZip));
    const otherWay = must(await mergeActs(byCleo, byBea, keyring, readZip));
    expect((await namesIn(otherWay.bundle)).toSorted()).toEqual((await namesIn(oneWay.bundle)).toSorted());
  });

  it('stay byte for byte when the other brings nothing new', async () => {
    expect(must(await mergeActs(byBea, submitted, keyring, readZip))).toEqual({ bundle: byBea, added: 0 });
  });

  it('are not spoilt by a decision of somebody unknown, of the maker, or on another version', async () => {
    const mallory = person('Mallory', 'finance');
    for (const by of [mallory, ada]) {
      const foreign = sealed(version, [sign(by, 'approve', version)]);
      expect(await mergeActs(submitted, foreign, keyring, readZip)).toMatchObject({
        ok: false,
        errors: [{ code: 'DECISIONS_UNPROVEN' }],
      });
    }
    const elsewhere = sealed(build(samplePlan({ name: 'Another' })));
    expect(await mergeActs(submitted, elsewhere, keyring, readZip)).toMatchObject({
      ok: false,
      errors: [{ code: 'VERSIONS_DIFFER' }],
    });
  });
});
