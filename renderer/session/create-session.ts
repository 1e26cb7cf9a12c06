/**
 * The session: the plan on screen and the one road by which it changes. A command is applied in memory, its diff is
 * written in one strict transaction, and only then does the screen show it: what is seen as done is on the disk.
 */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ActorId, IsoTime, PlanId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Command } from '../../domain/commands/apply-command.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { Diff } from '../../domain/plan/diff.ts';
import { applyDiff, isEmptyDiff } from '../../domain/plan/diff.ts';
import { accumulate, updateAccumulators } from '../../domain/measures/accumulators.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Admits } from '../storage/plan-file.ts';
import type { PlanStore } from '../storage/plan-store.ts';
import { shownOf } from '../storage/plan-store.ts';
import type { EditKind, JournalRow, PlanRow } from '../storage/rows.ts';
import type { StorageFault } from '../storage/quarantine.ts';
import { extendHistory, historyOf, redoOf, undoOf } from '../../domain/history/history.ts';
import type { OtherWindows } from './other-windows.ts';
import type { RowEdit } from './row-history.ts';
import { rowHistory } from './row-history.ts';
import type { OpenPlan, SessionState } from './session-state.ts';
import { FIRST_STATE } from './session-state.ts';

export interface SessionDeps {
  readonly store: PlanStore;
  readonly now: () => IsoTime;
  readonly actor: () => ActorId;
  readonly windows: OtherWindows;
  /** Rows that could not be read, and what became of them. */
  readonly onFaults: (faults: readonly StorageFault[]) => void;
  /** Whether a plan of that workspace may come to this laptop's client. */
  readonly admits: Admits;
  /** Runs when nothing else is to be done. */
  readonly whenIdle: (work: () => void) => void;
}

export interface Committed {
  readonly label: string;
  readonly diff: Diff;
  readonly plan: Plan;
  readonly entry: JournalRow | null;
}

interface Asked {
  readonly diff: Diff;
  readonly label: string;
  readonly edit: EditKind;
  readonly run?: Json;
}

type Step = (plan: Plan) => Promise<Result<Asked>>;

/** A checkpoint after this many edits keeps the next opening short. */
const EDITS_PER_CHECKPOINT = 50;
/** How often a command is asked again because another window was quicker. */
const ATTEMPTS = 8;

export class Session {
  readonly state: StoreApi<SessionState> = createStore<SessionState>(() => FIRST_STATE);
  private readonly deps: SessionDeps;
  private tail: Promise<unknown> = Promise.resolve();
  private sinceCheckpoint = 0;

  constructor(deps: SessionDeps) {
    this.deps = deps;
    deps.windows.onEdit((planId, head) => {
      const open = this.state.getState().open;
      if (open?.plan.planId === planId && head > open.head) void this.inTurn(() => this.catchUp());
      else void this.refreshPlans();
    });
  }

  /** Applies a command, writes it, shows it. Refused commands change nothing. `run` goes on record with it. */
  commit(command: Command, run?: Json): Promise<Result<Committed>> {
    return this.inTurn(() => this.attempt((plan) => Promise.resolve(this.asked(plan, command, run))));
  }

  private asked(plan: Plan, command: Command, run?: Json): Result<Asked> {
    const applied = applyCommand(plan, command, { actor: this.deps.actor(), at: this.deps.now() });
    if (!applied.ok) return applied;
    const { diff, label } = applied.value;
    const edit: EditKind = { kind: 'command', command: command.type };
    return ok({ diff, label, edit, ...(run === undefined ? {} : { run }) });
  }

  /** Stores a plan and one edit of it beside the open one, which stays on screen. `run` goes on record with the edit. */
  async addBeside(plan: Plan, command: Command, run?: Json): Promise<Result<Plan>> {
    const asked = this.asked(plan, command, run);
    if (!asked.ok) return asked;
    const added = await this.deps.store.createPlan(plan, 'copy');
    if (!added.ok) return added;
    const { planId } = plan;
    const changed = applyDiff(plan, asked.value.diff);
    const by = { actor: this.deps.actor(), at: this.deps.now(), shown: shownOf(changed) };
    const stored = await this.deps.store.append({ ...asked.value, planId, ...by }, added.value.head);
    await this.refreshPlans();
    return stored.ok ? ok(changed) : stored;
  }

  undo(): Promise<Result<Committed>> {
    return this.inTurn(() => this.attempt((plan) => this.back(plan)));
  }

  redo(): Promise<Result<Committed>> {
    return this.inTurn(() => this.attempt((plan) => this.forth(plan)));
  }

  /** Opens a plan of this laptop; the one before stays as it was last saved. */
  openPlan(planId: PlanId): Promise<Result<Plan>> {
    return this.inTurn(async () => {
      const loaded = await this.deps.store.loadPlan(planId);
      if (!loaded.ok) return loaded;
      const { plan, head, journal, lost, faults } = loaded.value;
      this.sinceCheckpoint = loaded.value.replayed;
      this.show({
        plan,
        head,
        journal,
        history: historyOf(journal.filter((entry) => !lost.has(entry.seq))),
        accumulators: accumulate(plan),
      });
      if (faults.length > 0) this.deps.onFaults(faults);
      await this.refreshPlans();
      return ok(plan);
    });
  }

  /** A plan of this laptop as it was last saved, to be looked at beside the open one. */
  async readPlan(planId: PlanId): Promise<Result<Plan>> {
    const loaded = await this.deps.store.loadPlan(planId);
    if (!loaded.ok) return loaded;
    if (loaded.value.faults.length > 0) this.deps.onFaults(loaded.value.faults);
    return ok(loaded.value.plan);
  }

  /** Stores a new plan and opens it. */
  async addPlan(plan: Plan, origin: PlanRow['origin']): Promise<Result<Plan>> {
    const added = await this.deps.store.createPlan(plan, origin);
    return added.ok ? this.openPlan(plan.planId) : added;
  }

  /** Hides a plan (or brings it back); an open one is closed first. */
  async setDeleted(planId: PlanId, deleted: boolean): Promise<Result<PlanRow>> {
    const done = await this.deps.store.setDeleted(planId, deleted);
    if (done.ok && deleted && this.state.getState().open?.plan.planId === planId) this.closePlan();
    await this.refreshPlans();
    return done;
  }

  /** The plan with its history as one file, for another laptop or for keeping. */
  planFile(planId: PlanId): Promise<Result<Uint8Array<ArrayBuffer>>> {
    return this.deps.store.planFile(planId);
  }

  /** Stores the plan of such a file and opens it. */
  async openPlanFile(bytes: Uint8Array<ArrayBuffer>, spare: PlanId): Promise<Result<Plan>> {
    const added = await this.deps.store.addPlanFile(bytes, spare, this.deps.admits);
    return added.ok ? this.openPlan(added.value.planId) : added;
  }

  /** Takes a deleted plan off the disk for good. */
  async purge(planId: PlanId): Promise<Result<null>> {
    const purged = await this.deps.store.purge(planId);
    await this.refreshPlans();
    return purged;
  }

  async refreshPlans(): Promise<void> {
    const { plans, faults } = await this.deps.store.listPlans();
    this.state.setState({ plans });
    if (faults.length > 0) this.deps.onFaults(faults);
  }

  /** The latest edits of the open plan that touched an account. */
  async editsOfRow(row: number): Promise<readonly RowEdit[]> {
    const open = this.state.getState().open;
    return open === null ? [] : rowHistory(this.deps.store, open.plan.planId, open.journal, row);
  }

  /** Says what is being made ready, in place of a plan. */
  begin(words: string): void {
    this.state.setState({ open: null, phase: { kind: 'starting', words } });
  }

  /** Shows no plan; the one before stays as it was last saved. */
  closePlan(): void {
    this.state.setState({ open: null, phase: { kind: 'no-plan' } });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  private async attempt(step: Step): Promise<Result<Committed>> {
    for (let i = 0; i < ATTEMPTS; i++) {
      const open = this.state.getState().open;
      if (open === null) return refuse(codedError('NO_PLAN', 'No plan is open. Open or import one first.'));
      const asked = await step(open.plan);
      if (!asked.ok) return asked;
      if (isEmptyDiff(asked.value.diff))
        return ok({ label: asked.value.label, diff: [], plan: open.plan, entry: null });
      const done = await this.write(open, asked.value);
      if (done.ok) return done;
      if (done.errors[0]?.code !== 'STALE_HEAD') return done;
      const caughtUp = await this.catchUp();
      if (!caughtUp.ok) return caughtUp;
    }
    return refuse(
      codedError(
        'STALE_HEAD',
        'Another window keeps changing this plan. Wait until it is done, then try again.',
      ),
    );
  }

  private async write(open: OpenPlan, step: Asked): Promise<Result<Committed>> {
    const plan = applyDiff(open.plan, step.diff);
    const before = this.state.getState().save;
    this.state.setState({ save: { kind: 'saving' } });
    const at = this.deps.now();
    const stored = await this.deps.windows.exclusively(plan.planId, () =>
      this.deps.store.append(
        { ...step, planId: plan.planId, actor: this.deps.actor(), at, shown: shownOf(plan) },
        open.head,
      ),
    );
    if (!stored.ok) {
      this.state.setState({ save: before });
      return stored;
    }
    const entry = stored.value;
    this.advance(open, plan, entry, step.diff);
    this.deps.windows.tellEdit(plan.planId, entry.seq);
    return ok({ label: step.label, diff: step.diff, plan, entry });
  }

  private advance(open: OpenPlan, plan: Plan, entry: JournalRow, diff: Diff): void {
    this.show({
      plan,
      head: entry.seq,
      journal: [...open.journal, entry],
      history: extendHistory(open.history, entry),
      accumulators: updateAccumulators(open.accumulators, open.plan, plan, diff),
    });
    if (++this.sinceCheckpoint < EDITS_PER_CHECKPOINT) return;
    this.sinceCheckpoint = 0;
    this.deps.whenIdle(() => void this.deps.store.checkpoint(plan, entry.seq));
  }

  private show(open: OpenPlan): void {
    const at = open.journal.at(-1)?.at ?? this.deps.now();
    const save = this.deps.store.readOnly
      ? ({ kind: 'read-only', why: 'A newer Bailiwick wrote this store; update to edit.' } as const)
      : ({ kind: 'saved', at } as const);
    this.state.setState({ open, save, phase: { kind: 'open' } });
  }

  /** Applies what other windows did since; their edits and ours are one line of history. */
  private async catchUp(): Promise<Result<null>> {
    const start = this.state.getState().open;
    if (start === null) return ok(null);
    const edits = await this.deps.store.editsAfter(start.plan.planId, start.head);
    if (!edits.ok) return edits;
    for (const { head, diff } of edits.value) {
      const open = this.state.getState().open;
      if (open !== null) this.advance(open, applyDiff(open.plan, diff), head, diff);
    }
    return ok(null);
  }

  private async back(plan: Plan): ReturnType<Step> {
    const target = this.state.getState().open?.history.undo.at(-1);
    if (target === undefined) return refuse(codedError('NOTHING_TO_UNDO', 'There is nothing to undo.'));
    const diff = await this.deps.store.diffOf(plan.planId, target.seq);
    if (!diff.ok) return diff;
    return ok(undoOf(target, diff.value));
  }

  private async forth(plan: Plan): ReturnType<Step> {
    const target = this.state.getState().open?.history.redo.at(-1);
    if (target === undefined) return refuse(codedError('NOTHING_TO_REDO', 'There is nothing to redo.'));
    const diff = await this.deps.store.diffOf(plan.planId, target.seq);
    if (!diff.ok) return diff;
    return ok(redoOf(target, diff.value));
  }
}
