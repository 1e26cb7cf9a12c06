/** What a plan made of a checked import will look like. */
import { counted } from '../../../ui/format.ts';
import type { CheckReport } from '../../../intake/check-api.ts';
import type { Choice } from '../../../ui/Field.tsx';
import type { StatusKind } from '../../../ui/Status.tsx';
import type { ReadyFile } from './import-file.ts';

/** `file`: as roster, territory column or owner column say. */
export type TerritorySource = 'file' | 'free';

export function territoryChoices(report: CheckReport): readonly Choice<TerritorySource>[] {
  const free: Choice<TerritorySource> = {
    id: 'free',
    label: 'So many, with free centres',
    detail: 'Empty territories that the optimizer places.',
  };
  const { reps, territories, owners, territoryFile } = report;
  if (reps !== null)
    return [{ id: 'file', label: `${counted(reps.territories, 'territory', 'territories')} from the reps` }];
  if (territoryFile !== null)
    return [
      {
        id: 'file',
        label: `${counted(territoryFile.territories, 'territory', 'territories')} from the file of territories`,
      },
      free,
    ];
  if (territories.length > 0)
    return [
      {
        id: 'file',
        label: `${counted(territories.length, 'territory', 'territories')} from the territory column`,
      },
      free,
    ];
  if (owners.length > 0)
    return [{ id: 'file', label: `One for each of ${counted(owners.length, 'owner')}` }, free];
  return [free];
}

interface ShapeLine {
  readonly kind: StatusKind;
  readonly words: string;
}

export function shapeOf(report: CheckReport, source: TerritorySource, free: number): readonly ShapeLine[] {
  const { accepted, rejected, reps, bookings, potentialUnit, territories, owners, territoryFile } = report;
  const lines: ShapeLine[] = [{ kind: 'good', words: counted(accepted, 'account') }];
  if (rejected.total > 0)
    lines.push({
      kind: 'warn',
      words: `${counted(rejected.total, 'row')} left out, kept with the plan as a list`,
    });
  if (reps !== null)
    lines.push({
      kind: 'good',
      words: `${counted(reps.count, 'rep')} in ${counted(reps.territories, 'territory', 'territories')}`,
    });
  else if (source === 'free')
    lines.push({ kind: 'good', words: `${counted(free, 'territory', 'territories')} with free centres` });
  const aligned = reps === null && source === 'free' ? 0 : alignedAccounts(territories, owners);
  lines.push(
    aligned === 0
      ? { kind: 'info', words: 'No alignment to start from: every account is unassigned' }
      : { kind: 'good', words: `The alignment of ${counted(aligned, 'account')} as the baseline` },
  );
  lines.push({
    kind: 'info',
    words:
      potentialUnit.kind === 'money'
        ? `Potential in ${potentialUnit.name}`
        : `Potential counted in ${potentialUnit.name}`,
  });
  if (territoryFile !== null)
    lines.push({
      kind: 'good',
      words: `${counted(territoryFile.territories, 'territory', 'territories')} and ${counted(territoryFile.quotas, 'quota')} from their file`,
    });
  if (bookings !== null)
    lines.push({
      kind: bookings.matched === bookings.rows ? 'good' : 'warn',
      words: `${counted(bookings.matched, 'booking')} of ${bookings.rows.toLocaleString('en-US')} put to ${counted(bookings.accounts, 'account')}`,
    });
  return lines;
}

const alignedAccounts = (territories: CheckReport['territories'], owners: CheckReport['owners']): number => {
  const sum = (names: CheckReport['territories']): number =>
    names.reduce((total, { accounts }) => total + accounts, 0);
  return territories.length > 0 ? sum(territories) : sum(owners);
};

/** From the accounts file: "hospitals_2026-01.csv" becomes "Hospitals 2026 01". */
export function planNameFrom(files: readonly ReadyFile[]): string {
  const accounts = files.find((file) => file.state.mapping.family === 'accounts');
  if (accounts === undefined || accounts.source.kind === 'pasted') return 'New plan';
  const words = accounts.name
    .replace(/\.\w+$/, '')
    .replaceAll(/[_\-.]+/g, ' ')
    .trim();
  return words === '' ? 'New plan' : words.charAt(0).toUpperCase() + words.slice(1);
}
