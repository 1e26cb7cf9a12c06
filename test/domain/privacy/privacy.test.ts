import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ActorId, IsoDate, IsoTime, Sha256Hex } from '../../../domain/brand.ts';
import { rawCell } from '../../../domain/intake/raw-table.ts';
import { proposeMapping } from '../../../domain/intake/propose-mapping.ts';
import { measurePlan, measureContext } from '../../../domain/measures/measure-plan.ts';
import { textAt } from '../../../domain/plan/account-table.ts';
import { breachClock } from '../../../domain/privacy/breach-clock.ts';
import { mayUse, sourceFaults } from '../../../domain/privacy/consent.ts';
import { admitted, leftOutBy } from '../../../domain/privacy/field-purposes.ts';
import { patientColumns, withoutPatientData } from '../../../domain/privacy/patient-data.ts';
import { erasedPlan, heldInPlan, personNamed, scrubbedText } from '../../../domain/privacy/person.ts';
import { profilingNotice } from '../../../domain/privacy/profiling-notice.ts';
import { pseudonymisedPlan, pseudonymsFrom } from '../../../domain/privacy/pseudonym.ts';
import type { Consent, PrivacyRecord, RegisterEntry } from '../../../domain/privacy/records.ts';
import { readPrivacyRecord } from '../../../domain/privacy/records.ts';
import { registerReview } from '../../../domain/privacy/register-review.ts';
import { dueForDeletion } from '../../../domain/privacy/retention.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Rep } from '../../../domain/plan/rep.ts';
import { decodePasted } from '../../../formats/tabular/decode-delimited.ts';
import { must, samplePlan } from '../../formats/bundle/sample.ts';

const table = async (text: string) => must(await decodePasted(text));
const day = (text: string): IsoDate => text as IsoDate;
const time = (text: string): IsoTime => `${text}:00.000Z` as IsoTime;

function planWithPeople(): Plan {
  const plan = samplePlan();
  const [rita] = plan.reps;
  if (rita === undefined) throw new Error('no rep');
  const reps: readonly Rep[] = [
    {
      ...rita,
      name: 'Rita Mörk',
      email: 'rita@acme.test',
      base: { lat: 40, lon: -74 },
      city: 'Newark',
      state: 'NJ',
    },
    { ...rita, repId: 'r-2' as Rep['repId'], name: 'Bo Lind', managerName: 'Rita Mörk' },
  ];
  const people = accountTableFrom(
    6,
    {
      ownerName: ['Rita Mörk', 'Bo Lind', 'RITA MORK', null, null, 'Rita M'],
      phone: ['555-1', null, null, null, null, null],
    },
    {},
  );
  const { ownerName, phone } = people.text;
  return { ...plan, reps, accounts: { ...plan.accounts, text: { ...plan.accounts.text, ownerName, phone } } };
}

describe('the block on patient data', () => {
  it('[PRV-10] empties columns that look like patients, keeps none of their text, and says so with a code', async () => {
    const raw = await table(
      'Facility,PatientName,MRN,date of birth,tax,Beds\nGeneral,Ann Ode,77,1980-01-02,123-45-6789,120\nCity,Bo Ude,78,1981-01-02,987-65-4321,80\nbad\n',
    );
    expect(patientColumns(raw).map((one) => one.header)).toEqual([
      'PatientName',
      'MRN',
      'date of birth',
      'tax',
    ]);
    const clean = withoutPatientData(raw);
    expect(JSON.stringify({ ...clean, headers: [] })).not.toMatch(/Ann Ode|123-45|1980/);
    expect(rawCell(clean, 5, 0)).toBe('120');
    expect(clean.faults.filter((fault) => fault.code === 'PATIENT_DATA')).toHaveLength(4);
    expect(clean.faults.some((fault) => fault.code === 'ROW_TOO_SHORT')).toBe(true);
  });

  it('[PRV-10] leaves what planning needs: beds, patients a year, phones, ZIP+4, the account\u2019s own name', async () => {
    const raw = await table(
      'Hospital name,Beds,Patients per year,Phone,Zip,Region,Birthplace of brand\nGeneral,120,9000,555-123-4567,12345-6789,East,Ohio\n',
    );
    expect(patientColumns(raw)).toEqual([]);
    expect(withoutPatientData(raw)).toBe(raw);
  });
});

describe('minimisation', () => {
  it('[PRV-02] stores a field the settings leave out in no way, and says which column it was', async () => {
    const mapping = proposeMapping(await table('Account,Owner,Phone\nAcme,Rita,555\n'), 'accounts');
    const less = admitted(mapping, new Set(['accounts.phone']));
    expect(less.columns.map((choice) => choice.field)).toEqual(['name', 'ownerName', null]);
    expect(less.columns[2]?.why).toContain('Phone is not stored here');
    expect(admitted(mapping, new Set())).toEqual(mapping);
  });
});

describe('consent', () => {
  const consent: Consent = {
    kind: 'consent',
    id: '1',
    subject: 'Intent feed',
    purpose: 'enrichment',
    basis: 'consent',
    from: day('2026-01-01'),
    until: day('2026-12-31'),
    withdrawnAt: null,
  };
  const on = (
    records: readonly PrivacyRecord[],
    date: string,
    purpose: Consent['purpose'] = 'enrichment',
  ) => {
    const answer = mayUse(records, 'Intent feed', purpose, day(date));
    return answer.ok ? 'yes' : answer.errors[0]?.code;
  };

  it('[PRV-01] holds between its dates, for its purpose and subject alone, and ends the day it is withdrawn', () => {
    expect(on([consent], '2026-06-01')).toBe('yes');
    expect(on([consent], '2025-12-31')).toBe('CONSENT_NOT_YET');
    expect(on([consent], '2027-01-01')).toBe('CONSENT_EXPIRED');
    expect(on([consent], '2026-06-01', 'scoring')).toBe('NO_LEGAL_BASIS');
    const withdrawn = { ...consent, withdrawnAt: time('2026-06-01T12:00') };
    expect(on([withdrawn], '2026-05-31')).toBe('yes');
    expect(on([withdrawn], '2026-06-01')).toBe('CONSENT_WITHDRAWN');
    expect(on([withdrawn, { ...consent, id: '2', from: day('2026-07-01') }], '2026-07-02')).toBe('yes');
  });

  it('[PRV-01] a file of a source whose ground was withdrawn or ended is refused, by its name, until there is a new one', () => {
    const ground: Consent = { ...consent, subject: 'CRM export', purpose: 'planning' };
    const faults = (records: readonly PrivacyRecord[], name: string, date = '2026-06-02') =>
      sourceFaults(records, name, day(date)).map(({ code }) => code);
    const withdrawn = { ...ground, withdrawnAt: time('2026-06-01T12:00') };
    expect(faults([ground], 'crm_export.csv')).toEqual([]);
    expect(faults([withdrawn], 'crm_export.csv')).toEqual(['CONSENT_WITHDRAWN']);
    expect(faults([ground], 'CRM export', '2027-01-01')).toEqual(['CONSENT_EXPIRED']);
    expect(faults([withdrawn], 'other.csv')).toEqual([]);
    expect(faults([withdrawn, { ...ground, id: '2', from: day('2026-06-02') }], 'crm-export.csv')).toEqual(
      [],
    );
  });

  it('[PRV-07] an opt-out ends enrichment and nothing else', () => {
    const out: PrivacyRecord = {
      kind: 'opt-out',
      id: 'o',
      subject: 'Intent feed',
      at: time('2026-02-01T08:00'),
    };
    expect(on([consent, out], '2026-01-31')).toBe('yes');
    expect(on([consent, out], '2026-02-01')).toBe('OPTED_OUT');
    expect(on([{ ...consent, purpose: 'planning' }, out], '2026-02-01', 'planning')).toBe('yes');
  });
});

describe('a person', () => {
  it('[PRV-06] is found wherever a plan holds her, in any spelling of her name, and never in part', () => {
    const plan = planWithPeople();
    const held = heldInPlan(plan, personNamed('rita@acme.test', [plan]));
    expect(held.filter((one) => one.field === 'ownerName').map((one) => one.record)).toEqual([
      '00501',
      'A-3',
    ]);
    expect(held.find((one) => one.where === 'Manager of a rep')?.record).toBe('r-2');
    expect(held.find((one) => one.field === 'base')?.value).toContain('40');
    expect(heldInPlan(plan, personNamed('Rita', [plan]))).toEqual([]);
  });

  it('[PRV-04] leaves the plan under a pseudonym, with not a figure changed and nobody else touched', () => {
    const plan = planWithPeople();
    const person = personNamed('Rita Mork', [plan]);
    const erased = erasedPlan(plan, person, 'Person 1');
    expect(JSON.stringify([erased.reps, erased.accounts.text])).not.toMatch(/M(ö|o)rk|rita@|Newark/i);
    expect(heldInPlan(erased, person)).toEqual([]);
    expect(textAt(erased.accounts, 'ownerName', 0)).toBe('Person 1');
    expect(textAt(erased.accounts, 'ownerName', 1)).toBe('Bo Lind');
    expect(measurePlan(measureContext(erased)).map((one) => one.result)).toEqual(
      measurePlan(measureContext(plan)).map((one) => one.result),
    );
    const phone = erasedPlan(plan, { identifiers: ['555-1'] }, 'Person 2');
    expect(textAt(phone.accounts, 'phone', 0)).toBeNull();
    expect(scrubbedText('Give Rita Mörk 30 accounts', person, 'Person 1')).toBe('Give Person 1 30 accounts');
  });

  it('[PRV-05] has one pseudonym under one key, another under another, and no home, phone or mail beside it', () => {
    const hmac = (key: string) => (text: string) =>
      createHmac('sha256', key).update(text).digest('hex') as Sha256Hex;
    const [one, other] = [pseudonymsFrom(hmac('key one')), pseudonymsFrom(hmac('key two'))];
    expect(one('Rita Mörk')).toBe(one('RITA MORK'));
    expect(one('Rita Mörk')).not.toBe(other('Rita Mörk'));
    const plan = pseudonymisedPlan(planWithPeople(), one);
    expect(plan.reps[1]?.managerName).toBe(plan.reps[0]?.name);
    expect(textAt(plan.accounts, 'ownerName', 2)).toBe(plan.reps[0]?.name);
    expect(JSON.stringify([plan.reps, plan.accounts.text])).not.toMatch(/rita|lind|newark|555-1/i);
  });
});

describe('clocks and records', () => {
  it('[PRV-09] gives 72 hours from becoming aware, to the minute', () => {
    const incident = { awareAt: time('2026-03-01T10:00'), notifiedAt: null };
    expect(breachClock(incident, time('2026-03-02T10:00'))).toEqual({
      dueAt: '2026-03-04T10:00:00.000Z',
      hoursLeft: 48,
      state: 'open',
    });
    expect(breachClock(incident, time('2026-03-04T10:00')).state).toBe('open');
    expect(breachClock(incident, time('2026-03-04T10:01')).state).toBe('overdue');
    expect(
      breachClock({ ...incident, notifiedAt: time('2026-03-04T10:00') }, time('2026-05-01T10:00')).state,
    ).toBe('in-time');
    expect(
      breachClock({ ...incident, notifiedAt: time('2026-03-04T10:01') }, time('2026-05-01T10:00')).state,
    ).toBe('late');
  });

  it('[PRV-03] shows what is due before anything goes, by the rule of its class or the stated default', () => {
    const kept = [
      { of: 'import-leftovers', id: 'a', label: 'A', since: day('2026-01-01') },
      { of: 'import-leftovers', id: 'b', label: 'B', since: day('2026-01-31') },
      { of: 'versions', id: 'v', label: 'V', since: day('2022-01-01') },
    ] as const;
    expect(dueForDeletion(kept, [], day('2026-02-01')).map((one) => [one.id, one.dueOn])).toEqual([
      ['a', '2026-01-31'],
    ]);
    const rule: PrivacyRecord = { kind: 'retention', id: 'versions', keepDays: 730 };
    expect(dueForDeletion(kept, [rule], day('2026-02-01')).map((one) => one.id)).toEqual(['v', 'a']);
  });

  it('reads back every record it writes, and refuses one with more in it', () => {
    const erasure: PrivacyRecord = {
      kind: 'erasure',
      id: 'e',
      pseudonym: 'Person 1',
      at: time('2026-01-01T10:00'),
      by: 'ada' as ActorId,
      reason: 'Asked',
      values: 3,
      versionsLeft: 1,
    };
    expect(must(readPrivacyRecord(erasure))).toEqual(erasure);
    expect(readPrivacyRecord({ ...erasure, name: 'Rita' })).toMatchObject({
      errors: [{ code: 'PRIVACY_RECORD_FORM' }],
    });
    expect(readPrivacyRecord({ kind: 'gossip' }).ok).toBe(false);
  });

  it('[PRV-08] a person looks at a score when asked to, and the assessment is a paper due every year', () => {
    const asked: PrivacyRecord = {
      kind: 'review',
      id: 'v-1',
      subject: 'P-17',
      askedAt: time('2026-03-01T00:00'),
      decidedAt: null,
      by: null,
      changed: false,
      reason: '',
    };
    const decided = {
      ...asked,
      decidedAt: time('2026-03-04T00:00'),
      by: 'bea',
      changed: true,
      reason: 'Wrong sector',
    };
    for (const record of [asked, decided])
      expect(readPrivacyRecord(JSON.parse(JSON.stringify(record)))).toEqual({ ok: true, value: record });
    expect(readPrivacyRecord({ ...decided, changed: 'yes' }).ok).toBe(false);
    const assessment: RegisterEntry = {
      kind: 'register',
      id: 'r-2',
      of: 'paper',
      name: 'Impact assessment of scoring',
      safeguard: 'Signed by the data protection officer',
      checks: [],
      reviewedOn: day('2026-03-01'),
      evidence: [],
    };
    expect(registerReview(assessment, day('2027-03-02'))).toMatchObject({
      dueOn: '2027-03-01',
      overdue: true,
    });
    expect(profilingNotice(DEFAULT_POLICY).join(' ')).toContain(
      'no decision about a rep is made by software alone',
    );
  });

  it('[PRV-14] tells of every weight the policy really uses', () => {
    const words = profilingNotice({
      ...DEFAULT_POLICY,
      score: { ...DEFAULT_POLICY.score, weights: { ...DEFAULT_POLICY.score.weights, churnRisk: 0 } },
    }).join(' ');
    expect(words).toContain('what could be sold to it, weight 0.5');
    expect(words).not.toContain('risk of losing');
  });
});

describe('registers and fields', () => {
  const entry: RegisterEntry = {
    kind: 'register',
    id: 'r-1',
    of: 'vendor',
    name: 'Acme Geocoding',
    safeguard: 'Contract of 3 May',
    checks: ['contract', 'encryption'],
    reviewedOn: day('2026-03-01'),
    evidence: [],
  };

  it('[PRV-11] [PRV-12] [PRV-15] a line is due a year after its review, and a vendor says which checks are missing', () => {
    expect(registerReview(entry, day('2027-03-01'))).toEqual({
      dueOn: '2027-03-01',
      overdue: false,
      missing: ['sub-processors', 'availability', 'breach-notice'],
    });
    expect(registerReview({ ...entry, of: 'transfer' }, day('2027-03-02'))).toMatchObject({
      overdue: true,
      missing: [],
    });
    expect(readPrivacyRecord(JSON.parse(JSON.stringify(entry)))).toEqual({ ok: true, value: entry });
    expect(readPrivacyRecord({ ...entry, checks: ['luck'] }).ok).toBe(false);
  });

  it('[PRV-02] what an organisation does not store is what it said last, and never what a plan cannot do without', () => {
    const record: PrivacyRecord = {
      kind: 'minimisation',
      id: 'fields',
      leftOut: ['accounts.phone', 'reps.name'],
      at: time('2026-03-01T00:00'),
    };
    expect([...leftOutBy([entry, record])]).toEqual(['accounts.phone']);
    expect(leftOutBy([]).size).toBe(0);
    expect(readPrivacyRecord(record).ok).toBe(true);
  });
});
