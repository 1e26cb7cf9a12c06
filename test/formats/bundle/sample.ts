/** A small plan with everything a bundle must carry, people with keys of their own, and ways to sign for them. */
import { ed25519 } from '@noble/curves/ed25519.js';
import type {
  ActorId,
  CycleId,
  IsoDate,
  IsoTime,
  MinorUnits,
  PlanId,
  PolicyId,
  RepId,
  TenantId,
  TerritoryId,
  VersionId,
} from '../../../domain/brand.ts';
import type { AuditEvent } from '../../../domain/governance/audit.ts';
import type { DsseEnvelope } from '../../../domain/governance/envelope.ts';
import type { TrustedKey } from '../../../domain/governance/keyring.ts';
import type { Role } from '../../../domain/governance/role.ts';
import type { Decision, Signer } from '../../../domain/governance/statement.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { createPlan, UNASSIGNED } from '../../../domain/plan/plan.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Territory } from '../../../domain/plan/territory.ts';
import { reasonIndex, sourceIndex } from '../../../domain/plan/reason-codes.ts';
import type { BundleInputs, UnsignedBundle } from '../../../formats/bundle/build-bundle.ts';
import { buildBundle, sealBundle, statementToSign } from '../../../formats/bundle/build-bundle.ts';
import { makeEnvelope, preAuthEncoding } from '../../../formats/bundle/dsse.ts';
import { keyIdOf } from '../../../formats/bundle/ed25519.ts';
import type { RootKey } from '../../../formats/bundle/keyring-file.ts';
import { keyringText } from '../../../formats/bundle/keyring-file.ts';
import type { Result } from '../../../domain/result.ts';

export const AT = '2026-01-31T09:00:00.000Z' as IsoTime;

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.errors.map((e) => `${e.code}: ${e.message}`).join('\n'));
  return result.value;
}

export interface Person {
  readonly signer: Signer;
  readonly secretKey: Uint8Array;
  readonly trusted: TrustedKey;
}

/** A person whose key follows from her name, so that a test gives the same bytes each time. */
export function person(name: string, role: Role): Person {
  const secretKey = new Uint8Array(32).map((_, i) => (name.charCodeAt(i % name.length) * 7 + i) % 256);
  const publicKey = ed25519.getPublicKey(secretKey);
  const keyId = keyIdOf(publicKey);
  const actorId = name.toLowerCase() as ActorId;
  const signer = { actorId, name, role, keyId };
  return { signer, secretKey, trusted: { ...signer, publicKey, revokedAt: null } };
}

export const ada = person('Ada', 'planner');
export const bea = person('Bea', 'finance');
export const cleo = person('Cleo', 'executive');
export const keyring = [ada.trusted, bea.trusted, cleo.trusted];

const workspace = person('Root', 'planner');

/** The root that vouches for the keys of a test. */
export const root: RootKey = {
  publicKey: workspace.trusted.publicKey,
  sign: (bytes) => ed25519.sign(bytes, workspace.secretKey),
};
export const rootId = workspace.signer.keyId;

/** A keyring file as its owner hands it over. */
export const ringOf = (keys: readonly TrustedKey[]): string =>
  keyringText(
    keys.map((key) => ({ ...key, addedAt: AT })),
    root,
  );

const territory = (id: string, name: string, repIds: readonly string[]): Territory => ({
  territoryId: id as TerritoryId,
  name,
  repIds: repIds as readonly RepId[],
  base: { lat: 40.7, lon: -74 },
  capacity: { value: 110, unit: 'accounts' },
  targetShare: null,
  locked: false,
  retired: false,
  note: '',
});

export function samplePlan(changes: Partial<Plan> = {}): Plan {
  const accounts = accountTableFrom(
    6,
    {
      accountId: ['00501', 'A-2', 'A-3', '=1+1', 'A-5', 'A-6'],
      name: [
        'Holtsville Clinic',
        '=HYPERLINK("http://x")',
        'Ærø, "North"',
        '@cmd',
        '-5 degrees',
        'Line\nbreak',
      ],
      city: ['Holtsville', 'Boston', null, 'Denver', 'Reno', 'Miami'],
      state: ['NY', 'MA', 'ME', 'CO', 'NV', 'FL'],
      postalCode: ['00501', '02108', null, '80202', '89501', '33101'],
    },
    {
      lat: [40.8, 42.36, 44.3, 39.74, 39.53, 25.77],
      lon: [-73.04, -71.06, -69.8, -104.99, -119.81, -80.19],
      potential: [1_234_567, 250_000, NaN, 999_999_999_99, 100, 5],
      currentArr: [0, 12_34, NaN, 100_00, 1, 2],
      propensity: [0.1, 0.25, 1 / 3, NaN, 0, 1],
    },
  );
  const plan = createPlan({
    planId: 'plan-1' as PlanId,
    tenant: 'acme' as TenantId,
    name: 'Acme <North> & *East*',
    cycle: {
      cycleId: 'fy27' as CycleId,
      name: 'FY27',
      from: '2026-02-01' as IsoDate,
      to: '2027-01-31' as IsoDate,
    },
    currency: 'USD',
    potentialUnit: { kind: 'money', name: 'USD', minorPerMajor: 100 },
    accounts,
    territories: [territory('t-east', 'East', ['r-1']), territory('t-west', 'West', ['r-2', 'r-3'])],
    reps: [
      {
        repId: 'r-1' as RepId,
        name: '+Rita',
        managerName: null,
        email: null,
        seniority: 'senior',
        base: null,
        city: null,
        state: null,
        capacity: { value: 1600, unit: 'hours' },
        skills: ['cloud'],
        from: '2026-02-01' as IsoDate,
        to: null,
      },
    ],
    assignment: Int32Array.of(0, 0, 0, 1, 1, UNASSIGNED),
  });
  return {
    ...plan,
    policy: {
      ...plan.policy,
      policyId: 'policy-acme' as PolicyId,
      // A policy of before there were approval rules: such bundles go on verifying.
      approval: { approversRequired: 1 },
    },
    assignment: Int32Array.of(0, 0, 1, 1, 1, UNASSIGNED),
    locked: Uint8Array.of(1, 0, 0, 0, 0, 0),
    reason: Uint8Array.from([
      13,
      13,
      reasonIndex('BALANCE_MOVE'),
      13,
      13,
      reasonIndex('UNASSIGNED_CAPACITY'),
    ]),
    source: Uint8Array.from([1, 1, sourceIndex('solver'), 1, 1, sourceIndex('solver')]),
    quota: {
      target: 1_000_000_00 as MinorUnits,
      overAssignment: 0.05,
      roundTo: 100,
      overrides: [
        { territoryId: 't-west' as TerritoryId, amount: 600_000_00 as MinorUnits, reason: 'New product' },
      ],
    },
    parents: ['ab'.repeat(32) as VersionId],
    ...changes,
  };
}

const event = (label: string): AuditEvent => ({
  at: AT,
  actor: ada.signer.actorId,
  action: 'assignAccounts',
  label,
  object: 'A-3',
  before: 'East',
  after: 'West',
  policy: { policyId: 'policy-acme' as PolicyId, version: 1, sha256: 'cd'.repeat(32) as never },
});

export const inputs: BundleInputs = {
  createdAt: AT,
  maker: ada.signer,
  dataQuality: { score: 87.5, rows: 7, findings: [{ rule: 'duplicate-key', severity: 'warning', count: 1 }] },
  run: { approach: 'hybrid', seed: 7 },
  audit: [event('Move 1 account to West'), event('Lock 1 account')],
  outlines: [
    [
      [-100, 40],
      [-90, 40],
      [-90, 35],
      [-100, 40],
    ],
  ],
};

export const build = (plan = samplePlan(), changes: Partial<BundleInputs> = {}): UnsignedBundle =>
  must(buildBundle(plan, { ...inputs, ...changes }));

export function sign(
  by: Person,
  decision: Decision,
  version: Pick<UnsignedBundle, 'versionId' | 'document'>,
  changes: Partial<Signer> = {},
): DsseEnvelope {
  const signer = { ...by.signer, ...changes };
  const { payloadType, payload } = statementToSign(version, {
    decision,
    signer,
    claimedAt: AT,
    reason: 'Because',
  });
  return envelopeOver(by, payloadType, payload);
}

export function envelopeOver(by: Person, payloadType: string, payload: Uint8Array): DsseEnvelope {
  const signature = ed25519.sign(preAuthEncoding(payloadType, payload), by.secretKey);
  return makeEnvelope(payloadType, payload, by.signer.keyId, signature);
}

/** A bundle submitted by Ada and approved by Bea. */
export function sealed(
  version = build(),
  more: readonly DsseEnvelope[] = [sign(bea, 'approve', version)],
): Uint8Array {
  return must(sealBundle(version.bag, [sign(ada, 'submit', version), ...more]));
}
