import { expect, test } from 'vitest';
import { issuerSettings } from '../../../central-store/identity/issuer-settings.ts';

const codeOf = (environment: Record<string, string>, host = '127.0.0.1'): string => {
  const read = issuerSettings(environment, host);
  return read.ok ? (read.value === null ? 'development' : 'configured') : (read.errors[0]?.code ?? '');
};
const ISSUER = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'bailiwick' };

test('a store in production without an issuer, or with one in the clear, does not start', () => {
  expect(codeOf({ NODE_ENV: 'production' })).toBe('NO_ISSUER');
  expect(codeOf({ NODE_ENV: 'production', ...ISSUER })).toBe('configured');
  expect(codeOf({ NODE_ENV: 'production', ...ISSUER, OIDC_ISSUER: 'http://login.example' })).toBe(
    'BAD_ISSUER',
  );
  expect(codeOf({ NODE_ENV: 'production', ...ISSUER, OIDC_ISSUER: 'http://127.0.0.1:9' })).toBe('BAD_ISSUER');
  expect(codeOf({ ...ISSUER, OIDC_CLIENT_ID: '' })).toBe('NO_CLIENT');
});

test('the development login, which asks for no password, is offered to this machine alone', () => {
  expect(codeOf({})).toBe('development');
  expect(codeOf({}, '0.0.0.0')).toBe('DEVELOPMENT_EXPOSED');
  expect(codeOf(ISSUER, '0.0.0.0')).toBe('configured');
});
