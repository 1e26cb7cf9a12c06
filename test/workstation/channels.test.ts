import { describe, expect, it } from 'vitest';
import {
  CHANNELS,
  isWorkstationMethod,
  parseArgument,
  WORKSTATION_METHODS,
} from '../../workstation/channels.ts';

const ID = 'ab'.repeat(32);

describe('what a carrier lets through', () => {
  it('knows its methods and nothing inherited from Object', () => {
    expect(WORKSTATION_METHODS.length).toBeGreaterThanOrEqual(16);
    expect(isWorkstationMethod('sign')).toBe(true);
    expect(isWorkstationMethod('constructor')).toBe(false);
    expect(isWorkstationMethod('__proto__')).toBe(false);
  });

  it('refuses fields it does not know, on every channel', () => {
    for (const method of WORKSTATION_METHODS) {
      expect(CHANNELS[method].safeParse({ surprise: 1 }).success, method).toBe(false);
      expect(CHANNELS[method].safeParse(null).success, method).toBe(false);
    }
  });

  it('reports every fault at once and never repeats a passphrase', () => {
    const refused = parseArgument('createProfile', {
      name: '',
      role: 'king',
      passphrase: 7,
      hint: 'hunter2',
    });
    expect(refused.ok).toBe(false);
    if (refused.ok) return;
    expect(refused.errors.length).toBeGreaterThanOrEqual(4);
    expect(refused.errors.every((error) => error.code === 'BAD_ARGUMENT')).toBe(true);
    expect(JSON.stringify(refused.errors)).not.toContain('hunter2');
  });

  it('refuses a file name that is a path, an address that is not https, a version that climbs', () => {
    const refuses = (method: Parameters<typeof parseArgument>[0], argument: unknown): boolean =>
      !parseArgument(method, argument).ok;
    expect(refuses('saveFile', { suggestedName: '../../.bashrc', bytes: new Uint8Array(1) })).toBe(true);
    expect(refuses('saveFile', { suggestedName: 'plan.zip', bytes: new Uint8Array(1) })).toBe(false);
    expect(refuses('openExternal', { url: 'file:///etc/passwd' })).toBe(true);
    expect(refuses('openExternal', { url: 'https://example.com/' })).toBe(false);
    expect(refuses('readMirrored', { versionId: '../../etc' })).toBe(true);
    expect(refuses('readMirrored', { versionId: ID })).toBe(false);
    expect(refuses('sign', { actorId: 'ada-1', payloadType: 'a/b', payload: [1, 2] })).toBe(true);
  });
});
