/** Proposes which column is which field, from headers and from what the cells look like. Nothing is taken unseen: a person edits it. */
import type { PotentialUnit } from '../plan/plan.ts';
import { foldName } from '../geo/fold-name.ts';
import { COUNT_WORDS, fieldsOf } from './fields.ts';
import type { FieldSpec } from './fields.ts';
import type { ColumnChoice, ColumnMapping, Family } from './mapping.ts';
import { headerFingerprint } from './mapping.ts';
import { potentialUnitFor } from './potential-unit.ts';
import type { RawTable } from './raw-table.ts';
import { jaroWinkler } from './similarity.ts';
import { likeness, sampleColumn } from './value-likeness.ts';

/** Below this a column is left unmapped and the field is only named as an alternative. */
const CONFIDENT = 0.5;
const WORTH_NAMING = 0.25;

interface Candidate {
  readonly column: number;
  readonly spec: FieldSpec;
  readonly confidence: number;
  readonly header: number;
  readonly value: number;
}

/**
 * The mapping of a table for one family of inputs (ING-01). `remembered` is returned as it is when it was made for
 * the same headers. `currency` names the money of a potential column that does not say its own.
 */
export function proposeMapping(
  table: RawTable,
  family: Family,
  options: { readonly currency?: string; readonly remembered?: readonly ColumnMapping[] } = {},
): ColumnMapping {
  const fingerprint = headerFingerprint(table.headers);
  const known = options.remembered?.find((old) => old.family === family && old.fingerprint === fingerprint);
  if (known !== undefined) return known;
  const candidates = table.headers.flatMap((header, column) => candidatesOf(table, family, header, column));
  candidates.sort((a, b) => b.confidence - a.confidence || a.column - b.column);
  const chosen = new Map<number, Candidate>();
  const taken = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (candidate.confidence < CONFIDENT) break;
    if (chosen.has(candidate.column) || taken.has(candidate.spec.field)) continue;
    chosen.set(candidate.column, candidate);
    taken.set(candidate.spec.field, candidate);
  }
  const columns = table.headers.map((header, column) =>
    choiceOf(header, column, candidates, chosen, taken, table),
  );
  return { family, fingerprint, columns, potentialUnit: unitOf(table, columns, options.currency ?? 'USD') };
}

function candidatesOf(table: RawTable, family: Family, header: string, column: number): Candidate[] {
  const sample = sampleColumn(table, column);
  return fieldsOf(family).flatMap((spec) => {
    const name = headerLikeness(header, spec);
    if (name === 0) return [];
    const value = likeness(sample, spec);
    const confidence = Math.round(name * (0.3 + 0.7 * value) * (value === 0 ? 0 : 1) * 1000) / 1000;
    return [{ column, spec, confidence, header: name, value }];
  });
}

/** 0..1: the header is one of the field's names, holds one among other words, or is one misspelt. */
function headerLikeness(header: string, spec: FieldSpec): number {
  const folded = foldName(header.replace(/([a-z])([A-Z])/g, '$1 $2'));
  const squashed = folded.replaceAll(' ', '');
  const words = folded.split(' ');
  let best = 0;
  for (const [raw, certainty] of Object.entries(spec.headers)) {
    const name = foldName(raw);
    const short = name.replaceAll(' ', '');
    if (squashed === short) best = Math.max(best, certainty);
    else if (short.length >= 4) {
      const parts = name.split(' ');
      if (parts.every((part) => words.includes(part))) {
        best = Math.max(best, certainty * (0.35 + 0.5 * (parts.length / words.length)));
      } else if (squashed.length >= 4 && jaroWinkler(squashed, short) >= 0.94) {
        best = Math.max(best, certainty * 0.8);
      }
    }
  }
  return best;
}

function choiceOf(
  header: string,
  column: number,
  candidates: readonly Candidate[],
  chosen: ReadonlyMap<number, Candidate>,
  taken: ReadonlyMap<string, Candidate>,
  table: RawTable,
): ColumnChoice {
  const own = candidates.filter((candidate) => candidate.column === column);
  const choice = chosen.get(column);
  const alternatives = own
    .filter((candidate) => candidate !== choice && candidate.confidence >= WORTH_NAMING)
    .map(({ spec, confidence }) => ({ field: spec.field, confidence }));
  const why = choice === undefined ? whyNone(own[0], taken, table) : whyChosen(choice, header);
  return {
    column,
    header,
    field: choice?.spec.field ?? null,
    confidence: choice?.confidence ?? 0,
    why,
    alternatives,
    reading: {},
  };
}

function whyChosen({ spec, header, value }: Candidate, name: string): string {
  const called = header >= 0.9 ? `"${name}" is a usual name for it` : `"${name}" may stand for it`;
  if (spec.field === 'potential' && COUNT_WORDS.has(foldName(name))) {
    return `The size of an account; no column of money potential is in the file`;
  }
  return value >= 0.95 ? `${called} and its values look right` : `${called}; some values do not look like it`;
}

function whyNone(
  best: Candidate | undefined,
  taken: ReadonlyMap<string, Candidate>,
  table: RawTable,
): string {
  if (best === undefined) return 'No field goes by this name';
  if (best.value === 0) return `Its values do not look like ${best.spec.title.toLowerCase()}`;
  const winner = taken.get(best.spec.field);
  if (winner !== undefined) {
    return `${best.spec.title} is taken from "${table.headers[winner.column] ?? ''}"`;
  }
  return `Too unsure to be ${best.spec.title.toLowerCase()}; choose a field if it is needed`;
}

function unitOf(table: RawTable, columns: readonly ColumnChoice[], currency: string): PotentialUnit | null {
  const column = columns.find((choice) => choice.field === 'potential');
  return column === undefined ? null : potentialUnitFor(table, column, currency);
}
