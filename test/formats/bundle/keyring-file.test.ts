import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptKeysText, parseKeptKeys, parseKeyring } from '../../../formats/bundle/keyring-file.ts';
import { ada, AT, bea, keyring, must, ringOf, root, rootId } from './sample.ts';

const codesOf = (content: string): readonly string[] => {
  const read = parseKeyring(content);
  return read.ok ? [] : read.errors.map((error) => error.code);
};

describe('a keyring that is handed over', () => {
  it('names its root, and the same keys give the same bytes', () => {
    const read = must(parseKeyring(ringOf(keyring)));
    expect(read.root).toEqual({ keyId: rootId, publicKey: root.publicKey });
    expect(read.keys.map((key) => key.keyId)).toEqual(keyring.map((key) => key.keyId));
    expect(ringOf(keyring)).toBe(ringOf(keyring));
  });

  it('has a higher number once a key is added or revoked', () => {
    const serial = (keys: typeof keyring): number => must(parseKeyring(ringOf(keys))).serial;
    expect(serial([ada.trusted, bea.trusted])).toBeGreaterThan(serial([ada.trusted]));
    expect(serial([{ ...ada.trusted, revokedAt: AT }])).toBeGreaterThan(serial([ada.trusted]));
  });

  it('is refused when any value in it is changed', () => {
    const file = ringOf(keyring);
    fc.assert(
      fc.property(
        fc.nat(file.length - 1),
        fc.constantFrom('0', '1', 'a', 'f', 'Z', '"', ','),
        (at, other) => {
          fc.pre(file[at] !== other && file[at] !== '\n');
          expect(codesOf(file.slice(0, at) + other + file.slice(at + 1))).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is refused under a root of somebody else, without a signature, and in the form a machine keeps', () => {
    const file = JSON.parse(ringOf(keyring)) as { root: object; signatures: object[] };
    const swapped = { ...file, root: { keyId: ada.signer.keyId, publicKey: btoa('x'.repeat(32)) } };
    expect(codesOf(JSON.stringify(swapped))).not.toEqual([]);
    expect(codesOf(JSON.stringify({ ...file, signatures: [] }))).toEqual(['KEYRING_SIGNATURE_WRONG']);
    const kept = keptKeysText([{ ...ada.trusted, addedAt: AT }]);
    expect(codesOf(kept)).toEqual(['KEYRING_UNSIGNED']);
    expect(must(parseKeptKeys(kept))).toHaveLength(1);
  });

  it('reads the same however its JSON is laid out', () => {
    const pretty = JSON.stringify(JSON.parse(ringOf(keyring)), null, 2);
    expect(must(parseKeyring(pretty)).root.keyId).toBe(rootId);
  });
});
