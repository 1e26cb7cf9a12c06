/** Tables, gazetteers and results for intake tests, through the real decoders. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Gazetteer } from '../../../domain/geo/gazetteer.ts';
import type { Policy } from '../../../domain/governance/policy.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import type { Finding } from '../../../domain/intake/finding.ts';
import { intakeAccounts } from '../../../domain/intake/intake-accounts.ts';
import type { IntakeContext } from '../../../domain/intake/intake-context.ts';
import type { IntakeResult } from '../../../domain/intake/intake-result.ts';
import { proposeMapping } from '../../../domain/intake/propose-mapping.ts';
import type { RawTable } from '../../../domain/intake/raw-table.ts';
import { decodeGazetteer } from '../../../formats/gazetteer/decode-gazetteer.ts';
import { decodeTable } from '../../../formats/tabular/decode-table.ts';

const root = join(import.meta.dirname, '../../..');

export const assetBytes = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(join(root, 'assets', path)));

export function fixtureBytes(name: string): Uint8Array {
  const bytes = readFileSync(join(root, 'test/fixtures/accounts', name));
  return new Uint8Array(name.endsWith('.gz') ? gunzipSync(bytes) : bytes);
}

const loaded = new Map<string, Gazetteer>();

export function gazetteers(...countries: readonly string[]): ReadonlyMap<string, Gazetteer> {
  for (const country of countries) {
    if (loaded.has(country)) continue;
    const decoded = decodeGazetteer(assetBytes(`gazetteer/${country}.json`));
    if (!decoded.ok) throw new Error(decoded.errors[0]?.message);
    loaded.set(country, decoded.value);
  }
  return new Map([...loaded].filter(([country]) => countries.includes(country)));
}

export function contextFor(countries: readonly string[], init: Partial<IntakeContext> = {}): IntakeContext {
  const policy: Policy = DEFAULT_POLICY;
  return {
    policy,
    gazetteers: gazetteers(...countries),
    today: '2026-06-30',
    currency: 'USD',
    country: countries[0] ?? 'US',
    ...init,
  };
}

export async function tableOf(input: string | Uint8Array): Promise<RawTable> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const result = await decodeTable(bytes);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.value;
}

/** The result of a CSV through proposed mapping and intake. */
export async function intakeOf(
  input: string | Uint8Array,
  countries: readonly string[] = ['US'],
  init: Partial<IntakeContext> = {},
): Promise<IntakeResult> {
  const table = await tableOf(input);
  return intakeAccounts(table, proposeMapping(table, 'accounts'), contextFor(countries, init));
}

/** Data rows a rule names, one list a finding. */
export const rowsOf = (findings: readonly Finding[], rule: string): (readonly number[])[] =>
  findings.filter((finding) => finding.rule === rule).map((finding) => finding.rows);
