import { expect, test } from 'vitest';
import { assuranceOf } from '../../../workstation/sync/assurance.ts';

const token = (claims: object): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

test('[ROL-06] what the token states of how she signed in is read, and nothing is made up', () => {
  expect(assuranceOf(token({ amr: ['pwd', 'otp', 'mfa'], acr: 'urn:level:2' }))).toEqual({
    methods: ['pwd', 'otp', 'mfa'],
    level: 'urn:level:2',
  });
  expect(assuranceOf(token({ sub: 'ada', n: 'ÿþ~~~???' }))).toBe(null);
  expect(assuranceOf(token({ amr: 'pwd', acr: 2 }))).toBe(null);
  expect(assuranceOf(token({ amr: ['pwd', 'two words', 7] }))).toEqual({ methods: ['pwd'], level: null });
  for (const opaque of ['token', 'a.b.c', '', 'e30.bnVsbA.x']) expect(assuranceOf(opaque)).toBe(null);
});
