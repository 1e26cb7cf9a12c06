import { createPublicKey, generateKeyPairSync, sign as nodeSign, verify as nodeVerify } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWeakKey, publicKeyPem, verifySignature } from '../../../formats/bundle/ed25519.ts';
import { parseKeyring } from '../../../formats/bundle/keyring-file.ts';
import { verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import { readZip } from '../../../formats/bundle/read-zip.ts';
import { ada, build, keyring, ringOf, sealed } from './sample.ts';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const repeat = (byte: string, count: number): string => byte.repeat(count);

/** RFC 8032, section 7.1, tests 1 to 3: public key, message, signature. */
const PUBLISHED: readonly (readonly [string, string, string])[] = [
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
];

/** The eight points of small order, and every other spelling of them. */
const SMALL_ORDER: readonly string[] = [
  `01${repeat('00', 31)}`,
  `ec${repeat('ff', 30)}7f`,
  repeat('00', 32),
  `${repeat('00', 31)}80`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  `01${repeat('00', 30)}80`,
  `ec${repeat('ff', 31)}`,
  `ee${repeat('ff', 30)}7f`,
  `ee${repeat('ff', 31)}`,
  `ed${repeat('ff', 30)}7f`,
  `ed${repeat('ff', 31)}`,
];

/** Any message "signed" under a key of order 1: R is the base point, S is one. */
const forgery = new Uint8Array([...ed25519.Point.BASE.toBytes(), 1, ...new Uint8Array(31)]);
const message = new TextEncoder().encode('Release everything');

describe('Ed25519', () => {
  it.each(PUBLISHED)('accepts the signature of RFC 8032 by %s', (key, text, signature) => {
    expect(verifySignature(bytes(signature), bytes(text), bytes(key))).toBe(true);
    expect(verifySignature(bytes(signature), bytes(`${text}00`), bytes(key))).toBe(false);
  });

  it.each(SMALL_ORDER)('refuses the small-order key %s', (key) => {
    expect(isWeakKey(bytes(key))).toBe(true);
    expect(verifySignature(forgery, message, bytes(key))).toBe(false);
  });

  it('refuses a forgery under the identity point that lenient libraries take', () => {
    const identity = bytes(SMALL_ORDER[0] ?? '');
    expect(ed25519.verify(forgery, message, identity, { zip215: true })).toBe(true);
    expect(verifySignature(forgery, message, identity)).toBe(false);
  });

  it('refuses a key with a part of small order, a spelling above p, a point off the curve, another length', () => {
    const mixed = ed25519.Point.fromBytes(ada.trusted.publicKey).add(
      ed25519.Point.fromBytes(bytes(SMALL_ORDER[4] ?? '')),
    );
    expect(isWeakKey(mixed.toBytes())).toBe(true);
    expect(isWeakKey(bytes(`f0${repeat('ff', 30)}7f`))).toBe(true);
    expect(isWeakKey(bytes(`02${repeat('00', 31)}`))).toBe(true);
    expect(isWeakKey(ada.trusted.publicKey.subarray(1))).toBe(true);
    expect(isWeakKey(ada.trusted.publicKey)).toBe(false);
  });

  it('refuses the same signature with S + L (malleability) and R moved by a small order', () => {
    const signature = ed25519.sign(message, ada.secretKey);
    const little = (at: Uint8Array): bigint => BigInt(`0x${Buffer.from(at).reverse().toString('hex')}`);
    const raised = (little(signature.subarray(32)) + ed25519.Point.Fn.ORDER).toString(16).padStart(64, '0');
    const malleable = new Uint8Array([...signature.subarray(0, 32), ...Buffer.from(raised, 'hex').reverse()]);
    expect(verifySignature(malleable, message, ada.trusted.publicKey)).toBe(false);
    const torsion = ed25519.Point.fromBytes(bytes(SMALL_ORDER[4] ?? ''));
    const moved = ed25519.Point.fromBytes(signature.subarray(0, 32)).add(torsion).toBytes();
    const shifted = new Uint8Array([...moved, ...signature.subarray(32)]);
    expect(verifySignature(shifted, message, ada.trusted.publicKey)).toBe(false);
    expect(verifySignature(signature, message, ada.trusted.publicKey)).toBe(true);
  });

  it('agrees with node:crypto on honest keys, altered or not, and its PEM is one OpenSSL reads', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })).slice(-32);
    expect(createPublicKey(publicKeyPem(raw)).equals(publicKey)).toBe(true);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(511), fc.boolean(), (text, bit, altered) => {
        const signature = new Uint8Array(nodeSign(null, text, privateKey));
        if (altered) signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(verifySignature(signature, text, raw)).toBe(nodeVerify(null, text, publicKey, signature));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps small-order keys out of a keyring, and does not believe one that got in', async () => {
    const publicKey = bytes(SMALL_ORDER[0] ?? '');
    const file = ringOf([{ ...ada.trusted, publicKey }]);
    expect(parseKeyring(file)).toMatchObject({ ok: false, errors: [{ code: 'KEY_WEAK' }] });
    const poisoned = keyring.map((key) => (key.keyId === ada.trusted.keyId ? { ...key, publicKey } : key));
    const result = await verifyBundle(sealed(build()), poisoned, readZip);
    expect(result.steps.at(-1)).toMatchObject({ step: 'keys', ok: false, code: 'KEY_WEAK' });
  });
});
