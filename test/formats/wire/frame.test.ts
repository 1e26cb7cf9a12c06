import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../../formats/wire/frame.ts';

const key = fc.string({ maxLength: 6 }).filter((text) => text !== '$bytes' && text !== '__proto__');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string(),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes)),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('a frame', () => {
  it('gives back plain data and its bytes exactly', () => {
    fc.assert(
      fc.property(tree, (data) => {
        expect(decodeFrame(encodeFrame(data))).toEqual({ ok: true, value: data });
      }),
    );
  });

  it('costs the bytes it carries and little more', () => {
    expect(encodeFrame({ bundle: new Uint8Array(1_000_000) }).length).toBeLessThan(1_000_100);
  });

  it('is refused when any of it is cut off or anything is added', () => {
    const frame = encodeFrame({ a: new Uint8Array([1, 2, 3]), b: 'text' });
    for (let length = 0; length < frame.length; length++) {
      expect(decodeFrame(frame.subarray(0, length))).toMatchObject({
        ok: false,
        errors: [{ code: 'BAD_FRAME' }],
      });
    }
    expect(decodeFrame(new Uint8Array([...frame, 0])).ok).toBe(false);
  });

  it('is refused when it claims more bytes than it has, fewer than none, or part of one', () => {
    for (const claim of ['5', '-1', '1.5', '"2"', 'null']) {
      const json = new TextEncoder().encode(`{"a":{"$bytes":${claim}}}`);
      expect(decodeFrame(new Uint8Array([0, 0, 0, json.length, ...json, 1, 2])).ok).toBe(false);
    }
  });

  it('is not made of an object that would be read back as bytes', () => {
    expect(() => encodeFrame({ $bytes: 3 })).toThrow(TypeError);
  });

  it('answers anything at all with a value or a refusal, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void decodeFrame(new Uint8Array(bytes))),
    );
  });
});
