import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CLASS_OF_COLUMN, isMasked, VISIBLE_TO } from '../../../domain/governance/field-masks.ts';
import { ROLES } from '../../../domain/governance/role.ts';
import { maskedArchive, maskedTables } from '../../../formats/bundle/masked-tables.ts';
import { build, samplePlan } from './sample.ts';

const plan = samplePlan();
const { document } = build(plan);
/** Columns only other plans have: of scenarios, and of layers beside territories. */
const ELSEWHERE = new Set(['potential_share', 'channel_credit']);
const textOf = (role: (typeof ROLES)[number]) =>
  maskedTables(plan, document, role)
    .map(({ name, bytes }) => `${name}\n${new TextDecoder().decode(bytes)}`)
    .join('\n');

describe('[ROL-03] what a role is handed', () => {
  it('[ROL-03] a consultant gets no quota, no reason of one, no sales and no name of a person; finance gets all', () => {
    expect(textOf('finance')).toContain('New product');
    expect(textOf('finance')).toContain('600000');
    for (const secret of ['New product', '600000', 'Rita', 'current_arr']) {
      expect(textOf('finance'), secret).toContain(secret);
      expect(textOf('consultant'), secret).not.toContain(secret);
    }
    expect(textOf('consultant')).toContain('Holtsville Clinic');
    expect(textOf('consultant')).toContain('12345.67');
    expect(textOf('administrator')).not.toContain('12345.67');
  });

  it('[ROL-03] [ROL-07] the archive the app hands out says for whom it is and what it lacks', () => {
    const files = unzipSync(maskedArchive(plan, document, 'consultant'));
    const text = Object.entries(files).map(([name, bytes]) => `${name}\n${new TextDecoder().decode(bytes)}`);
    expect(Object.keys(files).toSorted()).toEqual([
      'README.txt',
      'assignments.csv',
      'metrics.csv',
      'moves.csv',
      'quotas.csv',
    ]);
    for (const secret of ['New product', '600000', 'Rita'])
      expect(text.join('\n'), secret).not.toContain(secret);
    expect(text[0]).toContain('Tables for: Consultant');
    expect(text[0]).toMatch(/quotas\.csv: without .*quota/);
    expect(maskedArchive(plan, document, 'rep')).toEqual(maskedArchive(plan, document, 'rep'));
  });

  it('[ROL-03] names every column it left out, and leaves out none that the role may have', () => {
    const headers = new Set(
      maskedTables(plan, document, 'finance').flatMap(({ bytes }) =>
        (new TextDecoder().decode(bytes).replace('\u{feff}', '').split(/\r?\n/)[0] ?? '').split(','),
      ),
    );
    for (const header of Object.keys(CLASS_OF_COLUMN).filter((one) => !ELSEWHERE.has(one)))
      expect(headers, header).toContain(header);
    for (const role of ROLES) {
      const leftOut = new Set(maskedTables(plan, document, role).flatMap((file) => file.leftOut));
      expect(leftOut).toEqual(new Set([...headers].filter((header) => isMasked(header, role))));
      expect(leftOut.size === 0).toBe(VISIBLE_TO[role].length === 3);
    }
  });
});
