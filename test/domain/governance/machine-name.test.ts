import { describe, expect, it } from 'vitest';
import { nameHere, THIS_MACHINE } from '../../../domain/governance/machine-name.ts';

describe('the name of a signer', () => {
  it('says "This machine" of this machine alone', () => {
    expect(nameHere(THIS_MACHINE, true)).toBe('This machine');
    expect(nameHere(THIS_MACHINE, false)).toBe('Another machine');
    expect(nameHere('Ada Novak', false)).toBe('Ada Novak');
  });
});
