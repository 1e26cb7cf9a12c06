import reference from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import {
  canonicalJson,
  CanonicalJsonError,
  parseCanonicalJson,
} from '../../../domain/bundle/canonical-json.ts';

/** RFC 8785, appendix B: the bits of a double and how they are written. */
const NUMBERS: readonly (readonly [string, string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

const doubleOf = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE(0);

const codes = (text: string): readonly string[] => {
  const parsed = parseCanonicalJson(text, 'x');
  return parsed.ok ? [] : parsed.errors.map((error) => error.code);
};

describe('canonical JSON', () => {
  it.each(NUMBERS)('writes the double %s as %s (RFC 8785, appendix B)', (bits, text) => {
    expect(canonicalJson(doubleOf(bits))).toBe(text);
  });

  it('writes the samples of RFC 8785, section 3.2', () => {
    const sample =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
      '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
    expect(canonicalJson(JSON.parse(sample) as Json)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units (RFC 8785, section 3.2.3)', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const written = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    expect(Object.keys(JSON.parse(written) as object)).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ]);
    expect(written.indexOf('\\r')).toBeLessThan(written.indexOf('"1"'));
  });

  it('agrees with the reference implementation on any value, and reads its own text back', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const written = canonicalJson(value as Json);
        expect(written).toBe(reference(value));
        expect(canonicalJson(JSON.parse(written) as Json)).toBe(written);
      }),
    );
  });

  it('refuses what a lenient parser would repair or round', () => {
    expect(codes('{"a":1,"a":2}')).toEqual(['NOT_CANONICAL']);
    expect(codes('{"b":1,"a":2}')).toEqual(['NOT_CANONICAL']);
    expect(codes('{"a": 1}')).toEqual(['NOT_CANONICAL']);
    expect(codes('{"a":1.0}')).toEqual(['NOT_CANONICAL']);
    expect(codes('"\\u0041"')).toEqual(['NOT_CANONICAL']);
    expect(codes('-0')).toEqual(['NOT_CANONICAL']);
    expect(codes('"\\ud800"')).toEqual(['NOT_CANONICAL']);
    expect(codes('{"a":[1,{"b":9007199254740993}]}')).toEqual(['INTEGER_TOO_LARGE']);
    expect(codes('9007199254740992')).toEqual(['INTEGER_TOO_LARGE']);
    expect(codes('{')).toEqual(['NOT_JSON']);
    expect(codes('{"a":9007199254740991}')).toEqual([]);
  });

  it('does not write what JSON cannot say', () => {
    for (const value of [NaN, Infinity, '\ud800', { a: ['\udc00'] }]) {
      expect(() => canonicalJson(value)).toThrow(CanonicalJsonError);
    }
  });
});
