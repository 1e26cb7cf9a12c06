import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActorId, OverlayId, RepId, TerritoryId } from '../../../domain/brand.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../../domain/bundle/canonical-json.ts';
import { planOfDocument } from '../../../domain/bundle/open-document.ts';
import { readDocument } from '../../../domain/bundle/read-document.ts';
import { parsePolicy } from '../../../domain/governance/policy-check.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { NUMBER_FIELDS, TEXT_FIELDS, accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { NumberField } from '../../../domain/plan/account-table.ts';
import type { Overlay } from '../../../domain/plan/overlay.ts';
import { RESERVED } from '../../../domain/plan/overlay.ts';
import { STANDINGS } from '../../../domain/plan/plan.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { ASSIGNMENT_SOURCES, REASON_CODES } from '../../../domain/plan/reason-codes.ts';
import { base64, fromBase64, textOrNull, utf8 } from '../../../formats/bundle/bytes.ts';
import { buildBundle } from '../../../formats/bundle/build-bundle.ts';
import { preAuthEncoding } from '../../../formats/bundle/dsse.ts';
import { writeZip } from '../../../formats/bundle/write-zip.ts';
import { build, inputs, must, samplePlan } from './sample.ts';

const MONEY: ReadonlySet<string> = new Set(['potential', 'currentArr', 'revenue', 'historicalRevenue']);
const wellFormed = fc.string({ unit: 'grapheme', maxLength: 8 });
const missing = <T>(value: fc.Arbitrary<T>, none: T) =>
  fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constant(none) });

/** What stands as reserved is reserved for somebody. */
function partnersOf(standing: readonly number[]): readonly Overlay[] {
  const rows = standing.flatMap((code, row) => (code === RESERVED ? [row] : []));
  return rows.length === 0
    ? []
    : [
        {
          overlayId: 'o-1' as OverlayId,
          name: 'Partner',
          kind: 'partner',
          repIds: [],
          rows,
          credit: 0.5,
          note: '',
        },
      ];
}

const anyPlan: fc.Arbitrary<Plan> = fc.integer({ min: 1, max: 12 }).chain((rows) => {
  const column = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: rows, maxLength: rows });
  const number = (field: NumberField) => {
    const money = fc.maxSafeInteger().map((value) => value || 0);
    const plain = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0);
    const safe = plain.filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value));
    return column(missing(MONEY.has(field) ? money : safe, NaN));
  };
  const index = (below: number) => column(fc.nat(below - 1));
  return fc
    .record({
      text: fc.record(
        Object.fromEntries(
          TEXT_FIELDS.map((field) => [field, column(missing<string | null>(wellFormed, null))]),
        ),
      ),
      number: fc.record(Object.fromEntries(NUMBER_FIELDS.map((field) => [field, number(field)]))),
      assignment: column(fc.integer({ min: -1, max: 1 })),
      baseline: column(fc.integer({ min: -1, max: 1 })),
      mergedInto: column(fc.integer({ min: -1, max: rows - 1 })),
      locked: index(2),
      reason: index(REASON_CODES.length),
      source: index(ASSIGNMENT_SOURCES.length),
      standing: index(STANDINGS.length),
      name: wellFormed,
      lockedAll: fc.boolean(),
    })
    .map((drawn): Plan => ({
      ...samplePlan(),
      accounts: accountTableFrom(rows, drawn.text, drawn.number),
      assignment: Int32Array.from(drawn.assignment),
      baseline: Int32Array.from(drawn.baseline),
      mergedInto: Int32Array.from(drawn.mergedInto),
      locked: Uint8Array.from(drawn.locked),
      reason: Uint8Array.from(drawn.reason),
      source: Uint8Array.from(drawn.source),
      standing: Uint8Array.from(drawn.standing),
      overlays: partnersOf(drawn.standing),
      name: drawn.name,
      lockedAll: drawn.lockedAll,
    }));
});

describe('plan.json', () => {
  it('carries any plan without loss, and writes it again to the same bytes', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const version = build(plan);
        const content = textOrNull(version.bag.get('data/plan.json') ?? new Uint8Array()) ?? '';
        const again = planOfDocument(must(readDocument(JSON.parse(content) as Json)));
        expect(again).toEqual(plan);
        expect(build(again).versionId).toBe(version.versionId);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same whatever edits left in the text pools', () => {
    const plan = samplePlan();
    const city = plan.accounts.text.city;
    const pool = ['Nowhere', ...city.pool.toReversed(), 'Boston'];
    const codes = city.codes.map((code) => (code < 0 ? -1 : city.pool.length - code));
    const shuffled = {
      ...plan,
      accounts: { ...plan.accounts, text: { ...plan.accounts.text, city: { pool, codes } } },
    };
    expect(build(shuffled).versionId).toBe(build(plan).versionId);
  });

  it('refuses money that is not whole, and text JSON cannot carry, naming where', () => {
    const broken = samplePlan();
    broken.accounts.number.potential[2] = 10.5;
    expect(buildBundle(broken, inputs)).toMatchObject({
      ok: false,
      errors: [{ code: 'MONEY_NOT_WHOLE', details: { field: 'potential', row: 2 } }],
    });
    expect(buildBundle(samplePlan({ name: 'half \ud83d' }), inputs)).toMatchObject({
      ok: false,
      errors: [{ code: 'NOT_CANONICAL' }],
    });
  });

  it('reports every fault of a document at once', () => {
    const { document } = build();
    const codes = (change: object): readonly string[] => {
      const read = readDocument({ ...document, ...change } as unknown as Json);
      return read.ok ? [] : read.errors.map((error) => error.message);
    };
    expect(codes({})).toEqual([]);
    const alignment = {
      ...document.alignment,
      locked: [0, 0, 0, 0, 0, 2],
      mergedInto: [9, -1, -1, -1, -1, -1],
    };
    expect(codes({ alignment })).toHaveLength(2);
    expect(codes({ territories: [...document.territories, ...document.territories] }).join()).toContain(
      'twice',
    );
    const quota = {
      ...document.quota,
      lines: [{ territoryId: 'x' as TerritoryId, amount: '1.5', computed: '', reason: '' }],
    };
    expect(codes({ quota })).toHaveLength(2);
    expect(codes({ surprise: 1, tenant: 5, reps: [{ repId: 'r' as RepId }] }).length).toBeGreaterThan(10);
    expect(codes({ maker: { ...document.maker, actorId: '' as ActorId } })).toHaveLength(1);
  });

  it('[AUD-04] names the policy it was made under, whole, and reads it back', () => {
    expect(must(parsePolicy(JSON.parse(JSON.stringify(DEFAULT_POLICY)) as Json))).toEqual(DEFAULT_POLICY);
    const { policy } = build().document;
    const digest = createHash('sha256')
      .update(canonicalJson(policy.content as unknown as Json))
      .digest('hex');
    expect(policy.sha256).toBe(digest);
    const faulty = { ...DEFAULT_POLICY, targets: { ...DEFAULT_POLICY.targets, gini: '0.2' }, surprise: true };
    const refused = parsePolicy(JSON.parse(JSON.stringify(faulty)) as Json);
    expect(refused.ok ? 0 : refused.errors.length).toBe(2);
  });
});

describe('the bytes of a bundle', () => {
  it('encode DSSE as its specification\u2019s example has it', () => {
    const encoded = preAuthEncoding('http://example.com/HelloWorld', utf8('hello world'));
    expect(textOrNull(encoded)).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
    expect(textOrNull(preAuthEncoding('a/\u00fc', utf8('\u20ac')))).toBe('DSSEv1 4 a/\u00fc 3 \u20ac');
  });

  it('spell base64 one way only', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(base64(bytes))).toEqual(bytes);
      }),
    );
    for (const text of ['QQ', 'QR==', 'Q Q=', 'QQ=\n', '-_8=', 'A', '===='])
      expect(fromBase64(text)).toBeNull();
  });

  it('do not depend on the time zone or the order files come in', () => {
    const files = new Map([
      ['b.txt', utf8('b')],
      ['a.txt', utf8('a')],
    ]);
    const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    expect(writeZip(new Map([...files].toReversed()))).toEqual(writeZip(files));
    const script = `import('${new URL('../../../node_modules/fflate/esm/browser.js', import.meta.url).href}').then(({ zipSync }) =>
      console.log(require('crypto').createHash('sha256').update(zipSync({ 'a.txt': [Buffer.from('a'), { level: 6, mtime: new Date(1980, 0, 1, 12) }], 'b.txt': [Buffer.from('b'), { level: 6, mtime: new Date(1980, 0, 1, 12) }] })).digest('hex')))`;
    for (const TZ of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata']) {
      const ran = spawnSync(process.execPath, ['-e', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      });
      expect(ran.stdout.trim()).toBe(digest(writeZip(files)));
    }
  });

  it('are packed as they were when the format was fixed: another packer would refuse every older bundle', () => {
    const prose = Array.from(
      { length: 3000 },
      (_, i) => `${(i * 2654435761) % 4294967296} ${i % 97} potential\n`,
    ).join('');
    const packed = writeZip(
      new Map([
        ['a.csv', utf8(prose)],
        ['b.xlsx', utf8('stored')],
        ['c.json', utf8('{}')],
      ]),
    );
    expect(createHash('sha256').update(packed).digest('hex')).toBe(
      'ba1b0ae0177d7e30ed5a6106a4cacc67b93a5e7716892b0e6805b41221c800cc',
    );
  });
});
