import type { RepId } from '../brand.ts';
import type { CodedError } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import { textAt } from '../plan/account-table.ts';
import { recordPatch } from '../plan/diff.ts';
import type { Overlay } from '../plan/overlay.ts';
import { RESERVED, reservedRows } from '../plan/overlay.ts';
import type { Plan } from '../plan/plan.ts';
import { ACTIVE, UNASSIGNED } from '../plan/plan.ts';
import { assignmentErrors } from './assignment-errors.ts';
import type { CommandHandler } from './command.ts';
import { unknownRows } from './lookup.ts';
import { overlayDiff } from './overlay-diff.ts';
import { accountsPhrase } from './wording.ts';

/** Adds an overlay, or puts it in the place of the one with its id. Accounts that a partner gets leave their territory. */
export interface SetOverlay {
  readonly type: 'setOverlay';
  /** Rows in any order. */
  readonly overlay: Overlay;
}

export const setOverlay: CommandHandler<SetOverlay> = {
  type: 'setOverlay',
  describe: (plan, { overlay }) => {
    const known = plan.overlays.some(({ overlayId }) => overlayId === overlay.overlayId);
    return `${known ? 'Change' : 'Add'} overlay ${overlay.name}, ${accountsPhrase(overlay.rows.length)}`;
  },
  run: (plan, command) => {
    const overlay = {
      ...command.overlay,
      rows: [...new Set(command.overlay.rows)].toSorted((a, b) => a - b),
    };
    const errors = overlayErrors(plan, overlay);
    if (errors.length > 0) return refuse(...errors);
    const at = plan.overlays.findIndex(({ overlayId }) => overlayId === overlay.overlayId);
    const overlays = at < 0 ? [...plan.overlays, overlay] : plan.overlays.with(at, overlay);
    return ok(overlayDiff(plan, overlays, recordPatch(plan, 'overlays', overlays)));
  },
};

function overlayErrors(plan: Plan, overlay: Overlay): readonly CodedError[] {
  const unknown = unknownRows(plan, Int32Array.from(overlay.rows));
  if (unknown.length > 0) return unknown;
  const others = plan.overlays.filter(({ overlayId }) => overlayId !== overlay.overlayId);
  return [
    ...nameErrors(overlay, others),
    ...numberErrors(overlay),
    ...repErrors(plan, overlay.repIds),
    ...(overlay.kind === 'partner' ? reserveErrors(plan, overlay, others) : []),
  ];
}

function nameErrors({ name }: Overlay, others: readonly Overlay[]): readonly CodedError[] {
  if (name.trim() === '') return [codedError('OVERLAY_NAME', 'An overlay needs a name.')];
  const taken = others.some((other) => other.name.toLowerCase() === name.toLowerCase());
  return taken
    ? [codedError('OVERLAY_NAME', `There is an overlay named ${name} already. Choose another.`)]
    : [];
}

const numberErrors = ({ credit, rows }: Overlay): readonly CodedError[] => [
  ...(credit >= 0 && credit <= 1
    ? []
    : [codedError('OVERLAY_CREDIT', `A credit of ${credit * 100}% is outside 0% to 100%.`)]),
  ...(rows.length > 0 ? [] : [codedError('OVERLAY_EMPTY', 'An overlay covers at least one account.')]),
];

function repErrors(plan: Plan, repIds: readonly RepId[]): readonly CodedError[] {
  const stranger = repIds.find((id) => !plan.reps.some(({ repId }) => repId === id));
  if (stranger === undefined) return [];
  return [codedError('UNKNOWN_REP', `Rep ${stranger} is not on the roster. Choose one who is.`)];
}

/** A partner takes active accounts that may leave their territory, and that no other partner has. */
function reserveErrors(plan: Plan, overlay: Overlay, others: readonly Overlay[]): readonly CodedError[] {
  const taken = reservedRows(others);
  const twice = overlay.rows.filter((row) => taken.has(row));
  if (twice.length > 0) {
    const first = textAt(plan.accounts, 'name', twice[0] ?? -1) ?? `row ${(twice[0] ?? 0) + 1}`;
    const message = `${accountsPhrase(twice.length)} (first: ${first}) are reserved for another partner. Leave them out.`;
    return [codedError('OVERLAY_RESERVED', message)];
  }
  const fresh = overlay.rows.filter((row) => plan.standing[row] !== RESERVED);
  const gone = fresh.filter((row) => plan.standing[row] !== ACTIVE);
  if (gone.length > 0) {
    const message = `${accountsPhrase(gone.length)} are merged, closed or excluded. Restore them first.`;
    return [codedError('ACCOUNT_NOT_ACTIVE', message)];
  }
  return assignmentErrors(plan, Int32Array.from(fresh), { to: () => UNASSIGNED, frozen: () => false });
}
