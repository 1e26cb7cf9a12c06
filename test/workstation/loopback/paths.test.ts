import { describe, expect, it } from 'vitest';
import { DEFAULT_PORT, bailiwickHome, loopbackPort } from '../../../workstation/paths.ts';

const on = (platform: string, env: Record<string, string> = {}): string =>
  bailiwickHome({ env, platform, userHome: '/home/ada', cwd: '/work' });

describe('the home folder', () => {
  it('is BAILIWICK_HOME where that is set, from the current folder when relative', () => {
    expect(on('linux', { BAILIWICK_HOME: '/srv/plans' })).toBe('/srv/plans');
    expect(on('darwin', { BAILIWICK_HOME: 'plans' })).toBe('/work/plans');
  });

  it('is where each platform keeps application data', () => {
    expect(on('linux')).toBe('/home/ada/.local/share/bailiwick');
    expect(on('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/bailiwick');
    expect(on('linux', { XDG_DATA_HOME: 'relative', BAILIWICK_HOME: '' })).toBe(
      '/home/ada/.local/share/bailiwick',
    );
    expect(on('darwin')).toBe('/home/ada/Library/Application Support/Bailiwick');
    expect(on('win32', { APPDATA: '/roaming' })).toBe('/roaming/Bailiwick');
    expect(on('win32')).toBe('/home/ada/AppData/Roaming/Bailiwick');
  });
});

describe('the port', () => {
  it('is one fixed number, since stored plans belong to an origin, unless another is asked for', () => {
    expect(loopbackPort({})).toBe(DEFAULT_PORT);
    expect(loopbackPort({ BAILIWICK_PORT: '' })).toBe(DEFAULT_PORT);
    expect(loopbackPort({ BAILIWICK_PORT: '8080' })).toBe(8080);
  });

  it('is refused when it is no port', () => {
    for (const text of ['70000', '-1', '80.5', 'http', '0x50', ' 80']) {
      expect(loopbackPort({ BAILIWICK_PORT: text })).toBeNull();
    }
  });
});
