/** What can be done with a plan as a whole, from the menu beside its name. */
import type { PlanId } from '../../domain/brand.ts';
import { openSample } from '../session/first-start.ts';
import { keepCopyOf } from '../storage/source-store.ts';
import { post, postRefusal } from '../session/notices.ts';
import { note } from '../governance/trail.ts';
import { save } from '../host/save-file.ts';
import { counted } from '../ui/format.ts';
import { database, newPlanId, session } from '../session/session.ts';
import { keepChoices } from '../storage/choices-store.ts';
import type { DesignChoices } from '../../solver-worker/page/contract.ts';
import { runRecordOf } from '../../solver-worker/page/contract.ts';
import type { Proposal } from './build-run.ts';
import { useBuild } from './build-run.ts';

async function switchTo(planId: PlanId): Promise<void> {
  const opened = await session().openPlan(planId);
  if (!opened.ok) postRefusal('That plan was not opened', opened.errors);
}

export const openPlan = (planId: PlanId): void => void switchTo(planId);

export function openSamplePlan(): void {
  void openSample(session());
}

/** A copy with an undo of its own, to try another way. It shares the account columns, so it costs little. */
export function duplicatePlan(): void {
  const open = session().state.getState().open;
  if (open === null) return;
  const { plan, head } = open;
  const copy = { ...plan, planId: newPlanId(), name: `${plan.name}, copy` };
  void keepChoices(database(), copy.planId, useBuild.getState().changed)
    .catch(() => undefined)
    .then(() => session().addPlan(copy, 'copy'))
    .then(async (added) => {
      if (added.ok) await keepCopyOf(database(), copy.planId, plan.planId, head);
      if (added.ok)
        post({ kind: 'done', title: `"${copy.name}" is open`, detail: 'The first plan stays as it was.' });
      else postRefusal('The plan was not duplicated', added.errors);
    });
}

/**
 * A proposal as a plan of its own, with the choices it was built by and its run on record (SCN-01). The open plan and the
 * other proposals stay where they are, so that each of them can be kept.
 */
export async function keepProposal(proposal: Proposal, choices: DesignChoices): Promise<void> {
  const open = session().state.getState().open;
  if (open === null) return;
  const { plan, head } = open;
  const copy = { ...plan, planId: newPlanId(), name: `${plan.name}, ${proposal.label}` };
  await keepChoices(database(), copy.planId, useBuild.getState().changed).catch(() => undefined);
  const run = runRecordOf(proposal.answer, choices);
  const kept = await session().addBeside(copy, proposal.command, run);
  if (!kept.ok) return postRefusal('The proposal was not kept', kept.errors);
  await keepCopyOf(database(), copy.planId, plan.planId, head);
  post({
    kind: 'done',
    title: `"${copy.name}" is kept as a plan of its own`,
    detail: 'Open it from the menu beside the name, or compare it with this one.',
    action: { label: 'Open it', run: () => void switchTo(copy.planId) },
  });
}

/** Deletes the open plan; it can be brought back from the notice. */
export function deletePlan(): void {
  const plan = session().state.getState().open?.plan;
  if (plan !== undefined) void remove(plan.planId, plan.name);
}

async function remove(planId: PlanId, name: string): Promise<void> {
  const done = await session().setDeleted(planId, true);
  if (!done.ok) return postRefusal('The plan was not deleted', done.errors);
  post({
    kind: 'info',
    title: `"${name}" was deleted`,
    action: { label: 'Bring it back', run: () => void bringBack(planId) },
  });
  const next = session()
    .state.getState()
    .plans.find((plan) => plan.deletedAt === null);
  if (next !== undefined) await switchTo(next.planId);
}

/** Brings a deleted plan back, with all its edits, and opens it. */
export const restorePlan = (planId: PlanId): void => void bringBack(planId);

async function bringBack(planId: PlanId): Promise<void> {
  const done = await session().setDeleted(planId, false);
  if (done.ok) await switchTo(planId);
  else postRefusal('The plan was not brought back', done.errors);
}

const PLAN_FILE = 'application/gzip';

/** Saves the open plan with its whole history as one file. */
export function savePlanFile(): void {
  const plan = session().state.getState().open?.plan;
  if (plan === undefined) return;
  void session()
    .planFile(plan.planId)
    .then((file) => {
      // A plan is saved even where the trail cannot be written: it may be the last copy.
      if (file.ok)
        void note({
          action: 'export',
          label: `Save ${plan.name} as a file`,
          object: `plan:${plan.planId}`,
        }).then(() => save(`${fileName(plan.name)}.bailiwick`, file.value, PLAN_FILE));
      else postRefusal('The plan was not saved as a file', file.errors);
    });
}

const fileName = (name: string): string => name.replaceAll(/[^\p{L}\p{N} ,.()-]+/gu, ' ').trim() || 'Plan';

/** Opens a plan that was saved as a file, beside those that are here. */
export async function openPlanFile(file: File): Promise<void> {
  const opened = await session().openPlanFile(new Uint8Array(await file.arrayBuffer()), newPlanId());
  if (opened.ok)
    post({
      kind: 'done',
      title: `"${opened.value.name}" is open`,
      detail: 'With every edit, ready to undo.',
    });
  else postRefusal(`${file.name} was not opened`, opened.errors);
}

/** Removes deleted plans from this laptop for good. */
export async function purgePlans(planIds: readonly PlanId[]): Promise<void> {
  for (const planId of planIds) {
    const done = await session().purge(planId);
    if (!done.ok) return postRefusal('A plan was not removed', done.errors);
  }
  post({ kind: 'done', title: `${counted(planIds.length, 'plan', 'plans')} removed for good` });
}
