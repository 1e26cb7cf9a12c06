/** What the table of columns shows, from the mapping and what the worker saw in each column. */
import type { FieldKind, FieldSpec } from '../../../../domain/intake/fields.ts';
import { fieldSpec, fieldsOf } from '../../../../domain/intake/fields.ts';
import type {
  ColumnChoice,
  ColumnMapping,
  ColumnReading,
  Family,
} from '../../../../domain/intake/mapping.ts';
import { columnOf } from '../../../../domain/intake/mapping.ts';
import type { RememberedMapping } from '../../../storage/mapping-memory.ts';
import type { ColumnSample } from '../../../intake/intake-api.ts';
import type { PickChoice } from '../parts/Pick.tsx';

/** In a list of fields: the column is not stored. */
export const NOT_STORED = '';

/** A remembered mapping wins over the proposed one and says that it was remembered. */
export function startingMapping(
  proposed: ColumnMapping,
  known: RememberedMapping | null,
): { readonly mapping: ColumnMapping; readonly rememberedAt: string | null } {
  if (known === null) return { mapping: proposed, rememberedAt: null };
  const columns = known.mapping.columns.map((choice) => ({
    ...choice,
    confidence: choice.field === null ? 0 : 1,
    why: choice.field === null ? 'Left out the last time' : 'As you matched it the last time',
  }));
  return { mapping: { ...known.mapping, columns }, rememberedAt: known.savedAt };
}

/** Matched columns first, then the rest, each in the order of the file. Taken once, so that rows stay put while edited. */
export function firstOrder(mapping: ColumnMapping): readonly number[] {
  const matched = mapping.columns.filter(({ field }) => field !== null);
  const rest = mapping.columns.filter(({ field }) => field === null);
  return [...matched, ...rest].map(({ column }) => column);
}

interface Certainty {
  readonly kind: 'good' | 'warn' | 'none';
  readonly words: string;
}

export function certaintyOf(choice: ColumnChoice): Certainty {
  if (choice.field === null) return { kind: 'none', words: 'Not stored' };
  if (choice.confidence === 1) return { kind: 'good', words: 'Certain' };
  const percent = Math.round(choice.confidence * 100);
  return choice.confidence >= 0.75
    ? { kind: 'good', words: `Sure, ${percent}%` }
    : { kind: 'warn', words: `Unsure, ${percent}%` };
}

const titleOf = (family: Family, field: string): string => fieldSpec(family, field)?.title ?? field;

/** Fields a column can be, likely ones first; a field another column holds says so. */
export function fieldChoices(mapping: ColumnMapping, choice: ColumnChoice): readonly PickChoice[] {
  const { family } = mapping;
  const holder = new Map(mapping.columns.map(({ field, header }) => [field, header]));
  const likely = choice.alternatives.map(({ field, confidence }) => ({
    id: field,
    label: `${titleOf(family, field)} (${Math.round(confidence * 100)}%)`,
    group: 'Likely',
  }));
  const named = new Set(likely.map(({ id }) => id));
  const rest = fieldsOf(family)
    .filter(({ field }) => !named.has(field))
    .map((spec) => ({ id: spec.field, label: heldLabel(spec, holder, choice), group: 'All fields' }));
  return [{ id: NOT_STORED, label: 'Not stored' }, ...likely, ...rest];
}

function heldLabel(
  spec: FieldSpec,
  holder: ReadonlyMap<string | null, string>,
  choice: ColumnChoice,
): string {
  const header = holder.get(spec.field);
  return header === undefined || choice.field === spec.field ? spec.title : `${spec.title} (now ${header})`;
}

const NUMBERS: ReadonlySet<FieldKind> = new Set([
  'number',
  'count',
  'money',
  'share',
  'latitude',
  'longitude',
]);

interface ReadingView {
  readonly kind: 'number' | 'date';
  readonly value: string;
  readonly choices: readonly PickChoice[];
  /** Why somebody should look; null where nothing speaks against it. */
  readonly doubt: string | null;
}

const NUMBER_CHOICES: readonly PickChoice[] = [
  { id: '.', label: '1,234.56' },
  { id: ',', label: '1.234,56' },
];
const DATE_CHOICES: readonly PickChoice[] = [
  { id: 'mdy', label: 'Month/day/year' },
  { id: 'dmy', label: 'Day/month/year' },
  { id: 'ymd', label: 'Year-month-day' },
];

/** How a matched column's numbers or dates are written; null for text. */
export function readingOf(family: Family, choice: ColumnChoice, sample: ColumnSample): ReadingView | null {
  const kind = choice.field === null ? undefined : fieldSpec(family, choice.field)?.kind;
  if (kind === 'date') return dateReading(choice.reading, sample);
  if (kind === undefined || !NUMBERS.has(kind)) return null;
  const { decimal } = sample;
  const chosen = choice.reading.decimal;
  return {
    kind: 'number',
    value: chosen ?? decimal.separator,
    choices: NUMBER_CHOICES,
    doubt:
      chosen !== undefined || !(decimal.ambiguous || decimal.against > 0)
        ? null
        : `“${decimal.example ?? ''}” can be read both ways`,
  };
}

function dateReading(reading: ColumnReading, { dates, samples }: ColumnSample): ReadingView {
  const isoFirst = samples.length > 0 && samples.every((text) => /^\d{4}[-/.]/.test(text));
  return {
    kind: 'date',
    value: reading.dateOrder ?? (isoFirst ? 'ymd' : dates.order),
    choices: DATE_CHOICES,
    doubt:
      reading.dateOrder !== undefined || !(dates.ambiguous || dates.against > 0)
        ? null
        : `“${dates.example ?? ''}” can be read both ways`,
  };
}

export const readingFrom = (view: ReadingView, value: string): ColumnReading =>
  view.kind === 'number'
    ? { decimal: value === ',' ? ',' : '.' }
    : { dateOrder: value === 'dmy' ? 'dmy' : value === 'ymd' ? 'ymd' : 'mdy' };

interface NeedItem {
  readonly title: string;
  readonly header: string | null;
  /** What follows when it is missing. */
  readonly without: string;
  readonly needed: boolean;
}

interface Need {
  readonly fields: readonly string[];
  readonly title: string;
  readonly without: string;
  readonly needed?: boolean;
}

const NEEDS: Readonly<Record<Family, readonly Need[]>> = {
  accounts: [
    {
      fields: ['name', 'accountId'],
      title: 'A name or an ID',
      without: 'No row can be told from another.',
      needed: true,
    },
    {
      fields: ['lat', 'postalCode', 'city', 'state'],
      title: 'A place',
      without: 'Accounts cannot be put on the map.',
      needed: true,
    },
    { fields: ['potential'], title: 'Potential', without: 'The plan balances the number of accounts.' },
    {
      fields: ['territoryName', 'ownerName'],
      title: 'Territory or owner',
      without: 'There is no alignment to start from.',
    },
    { fields: ['opportunityStage'], title: 'Opportunity stage', without: 'Asked for before optimizing.' },
    { fields: ['lastUpdated'], title: 'Last updated', without: 'Stale rows cannot be told.' },
  ],
  reps: [
    {
      fields: ['name', 'repId'],
      title: 'A name or an ID',
      without: 'No rep can be told from another.',
      needed: true,
    },
    {
      fields: ['lat', 'postalCode', 'city', 'state'],
      title: 'Home',
      without: 'Travel starts at the centre of the accounts.',
    },
    {
      fields: ['capacityHours', 'capacityAccounts'],
      title: 'Capacity',
      without: 'Every rep is taken for full time.',
    },
  ],
  bookings: [
    {
      fields: ['accountId', 'accountName'],
      title: 'The account',
      without: 'Sales cannot be put to accounts.',
      needed: true,
    },
    { fields: ['amount'], title: 'Amount', without: 'Nothing to add up.', needed: true },
    { fields: ['closedOn'], title: 'Closed on', without: 'How long a relationship lasts stays unknown.' },
  ],
  territories: [
    {
      fields: ['name', 'territoryId'],
      title: 'The territory',
      without: 'No territory can be told from another.',
      needed: true,
    },
    { fields: ['quota'], title: 'Quota', without: 'Quotas are split by potential.' },
    {
      fields: ['lat', 'postalCode', 'city'],
      title: 'Base',
      without: 'Travel starts at the centre of the accounts.',
    },
  ],
};

/** What a plan wants of a file and which column brings it. */
export function needsOf(mapping: ColumnMapping): readonly NeedItem[] {
  return NEEDS[mapping.family].map(({ fields, title, without, needed = false }) => ({
    title,
    without,
    needed,
    header: headerOfFirst(mapping, fields),
  }));
}

function headerOfFirst(mapping: ColumnMapping, fields: readonly string[]): string | null {
  for (const field of fields) {
    const column = columnOf(mapping, field);
    if (column !== null) return column.header;
  }
  return null;
}

/** Whether what cannot be done without is there. */
export const isUsable = (mapping: ColumnMapping): boolean =>
  needsOf(mapping).every((item) => !item.needed || item.header !== null);
