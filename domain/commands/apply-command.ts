/** The one road every edit takes, whoever asks: the map, a paste, the optimizer, a fix, undo's own diff aside. */
import type { Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { PayCommand } from '../governance/compensation.ts';
import { payErrors } from '../governance/compensation.ts';
import type { Diff } from '../plan/diff.ts';
import { applyDiff } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import type { AddTerritory } from './add-territory.ts';
import { addTerritory } from './add-territory.ts';
import type { ApplyFixes } from './apply-fixes.ts';
import { applyFixes } from './apply-fixes.ts';
import type { AssignAccounts } from './assign-accounts.ts';
import { assignAccounts } from './assign-accounts.ts';
import type { AssignMany } from './assign-many.ts';
import { assignMany } from './assign-many.ts';
import type { BringFiles } from './bring-files.ts';
import { bringFiles } from './bring-files.ts';
import type { ClearQuotaOverride } from './clear-quota-override.ts';
import { clearQuotaOverride } from './clear-quota-override.ts';
import type { CommandContext, CommandHandler } from './command.ts';
import type { EditCells } from './edit-cells.ts';
import { editCells } from './edit-cells.ts';
import type { ImportTerritories } from './import-territories.ts';
import { importTerritories } from './import-territories.ts';
import type { LockPlan } from './lock-plan.ts';
import { lockPlan } from './lock-plan.ts';
import type { LockTerritory } from './lock-territory.ts';
import { lockTerritory } from './lock-territory.ts';
import type { MergeAccounts } from './merge-accounts.ts';
import { mergeAccounts } from './merge-accounts.ts';
import type { OverrideQuota } from './override-quota.ts';
import { overrideQuota } from './override-quota.ts';
import type { PairReps } from './pair-reps.ts';
import { pairReps } from './pair-reps.ts';
import type { Rebaseline } from './rebaseline.ts';
import { rebaseline } from './rebaseline.ts';
import type { RemoveHeadcount } from './remove-headcount.ts';
import { removeHeadcount } from './remove-headcount.ts';
import type { RemoveOverlay } from './remove-overlay.ts';
import { removeOverlay } from './remove-overlay.ts';
import type { RenamePlan } from './rename-plan.ts';
import { renamePlan } from './rename-plan.ts';
import type { RenameTerritory } from './rename-territory.ts';
import { renameTerritory } from './rename-territory.ts';
import type { RetireTerritory } from './retire-territory.ts';
import { retireTerritory } from './retire-territory.ts';
import type { SetHeadcount } from './set-headcount.ts';
import { setHeadcount } from './set-headcount.ts';
import type { SetLocks } from './set-locks.ts';
import { setLocks } from './set-locks.ts';
import type { SetOverlay } from './set-overlay.ts';
import { setOverlay } from './set-overlay.ts';
import type { SetPolicy } from './set-policy.ts';
import { setPolicy } from './set-policy.ts';
import type { SetQuotaTarget } from './set-quota-target.ts';
import { setQuotaTarget } from './set-quota-target.ts';
import type { SetReps } from './set-reps.ts';
import { setReps } from './set-reps.ts';
import type { SetStanding } from './set-standing.ts';
import { setStanding } from './set-standing.ts';
import type { TakeMerge } from './take-merge.ts';
import { takeMerge } from './take-merge.ts';
import type { UnmergeAccounts } from './unmerge-accounts.ts';
import { unmergeAccounts } from './unmerge-accounts.ts';
import type { UpdateAccounts } from './update-accounts.ts';
import { updateAccounts } from './update-accounts.ts';
import type { UpdateTerritory } from './update-territory.ts';
import { updateTerritory } from './update-territory.ts';

export type Command =
  | AddTerritory
  | ApplyFixes
  | AssignAccounts
  | AssignMany
  | BringFiles
  | ClearQuotaOverride
  | EditCells
  | ImportTerritories
  | LockPlan
  | LockTerritory
  | MergeAccounts
  | OverrideQuota
  | PairReps
  | Rebaseline
  | RemoveHeadcount
  | RemoveOverlay
  | RenamePlan
  | RenameTerritory
  | RetireTerritory
  | SetHeadcount
  | SetLocks
  | SetOverlay
  | SetPolicy
  | SetQuotaTarget
  | SetReps
  | SetStanding
  | TakeMerge
  | UnmergeAccounts
  | UpdateAccounts
  | UpdateTerritory;

export type CommandType = Command['type'];

type Handlers = { readonly [T in CommandType]: CommandHandler<Extract<Command, { type: T }>> };

const HANDLERS: Handlers = {
  addTerritory,
  applyFixes,
  assignAccounts,
  assignMany,
  bringFiles,
  clearQuotaOverride,
  editCells,
  importTerritories,
  lockPlan,
  lockTerritory,
  mergeAccounts,
  overrideQuota,
  pairReps,
  rebaseline,
  removeHeadcount,
  removeOverlay,
  renamePlan,
  renameTerritory,
  retireTerritory,
  setHeadcount,
  setLocks,
  setOverlay,
  setPolicy,
  setQuotaTarget,
  setReps,
  setStanding,
  takeMerge,
  unmergeAccounts,
  updateAccounts,
  updateTerritory,
};

export interface Applied {
  readonly plan: Plan;
  readonly diff: Diff;
  readonly label: string;
}

const BEARS_ON_PAY: ReadonlySet<CommandType> = new Set<PayCommand['type']>([
  'setQuotaTarget',
  'clearQuotaOverride',
  'overrideQuota',
  'setPolicy',
  'setOverlay',
]);
const bearsOnPay = (command: Command): command is Extract<Command, PayCommand> =>
  BEARS_ON_PAY.has(command.type);

export function applyCommand(plan: Plan, command: Command, context: CommandContext): Result<Applied> {
  const handler = HANDLERS[command.type] as CommandHandler<Command> | undefined;
  if (handler === undefined) {
    return refuse(
      codedError(
        'UNKNOWN_COMMAND',
        `"${String(command.type)}" is not a command this version knows. Update Bailiwick.`,
      ),
    );
  }
  if (plan.lockedAll && command.type !== 'lockPlan') {
    return refuse(codedError('PLAN_LOCKED', 'The whole plan is locked. Unlock it to change anything.'));
  }
  const pay = bearsOnPay(command) ? payErrors(plan, command, context.at) : [];
  if (pay.length > 0) return refuse(...pay);
  const label = handler.describe(plan, command);
  const result = handler.run(plan, command, context);
  return result.ok ? ok({ plan: applyDiff(plan, result.value), diff: result.value, label }) : result;
}
