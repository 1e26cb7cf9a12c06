import { describe, expect, it } from 'vitest';
import {
  handCorrection,
  typedCell,
  typedFields,
} from '../../../renderer/steps/data/model/hand-correction.ts';

describe('a cell corrected by hand', () => {
  it('is read as people write it, and kept in the units of the plan', () => {
    expect(typedCell('potential', '$1,250.50', 100)).toEqual({ ok: true, value: 125_050 });
    expect(typedCell('potential', '120', 1)).toEqual({ ok: true, value: 120 });
    expect(typedCell('name', '  Mercy ', 1)).toEqual({ ok: true, value: 'Mercy' });
    expect(typedCell('name', '  ', 1)).toEqual({ ok: true, value: null });
  });

  it('is refused with the value named when it cannot be meant', () => {
    expect(typedCell('lat', '391.2', 1)).toMatchObject({ ok: false, errors: [{ code: 'OUT_OF_RANGE' }] });
    expect(typedCell('employees', 'many', 1)).toMatchObject({
      ok: false,
      errors: [{ code: 'NOT_A_NUMBER' }],
    });
  });

  it('[GEO-01] gives a place whole, and records that a person gave it', () => {
    expect(typedFields('lat')).toEqual(['lat', 'lon']);
    expect(typedFields('lastUpdated')).toEqual([]);
    const commands = handCorrection(7, [
      ['lat', 39.7],
      ['lon', -104.9],
    ]);
    expect(
      commands.map((command) => (command.type === 'editCells' ? [command.field, command.values[0]] : [])),
    ).toEqual([
      ['lat', 39.7],
      ['lon', -104.9],
      ['geoPrecision', 'street'],
      ['geoSource', 'by hand'],
    ]);
  });
});
