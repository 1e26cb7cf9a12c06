/** What is known of the data of the open plan. Checked anew after every edit that may matter, by the worker, from the store. */
import { proxy } from 'comlink';
import { create } from 'zustand';
import type { PlanId } from '../../../domain/brand.ts';
import type { DataQualitySummary } from '../../../domain/bundle/plan-document.ts';
import type { FixCommand } from '../../../domain/intake/fix.ts';
import type { CodedError, Result } from '../../../domain/result.ts';
import { codedError, ok, refuse } from '../../../domain/result.ts';
import type { Command } from '../../../domain/commands/apply-command.ts';
import { ask } from '../../intake/intake-client.ts';
import type { FixRequest } from '../../intake/intake-api.ts';
import type { HealthReport, PairView } from '../../intake/health-api.ts';
import { pairKey } from '../../intake/health-api.ts';
import { post, postRefusal, say } from '../../session/notices.ts';
import { commit, database, session, undo } from '../../session/session.ts';
import type { DataDecisions } from '../../storage/data-decisions.ts';
import { changeDecisions, NO_DECISIONS, recallDecisions } from '../../storage/data-decisions.ts';
import { checkSetting } from './check-setting.ts';

interface HealthState {
  readonly planId: PlanId | null;
  /** The last edit the report knows of. */
  readonly head: number;
  readonly report: HealthReport | null;
  readonly checking: boolean;
  /** 0..1 while a check runs. */
  readonly progress: number;
  readonly errors: readonly CodedError[] | null;
  readonly decisions: DataDecisions;
  /** Keys of findings whose fix was applied since the last check: they are no longer what the plan holds. */
  readonly done: ReadonlySet<string>;
}

const NOTHING: HealthState = {
  planId: null,
  head: -1,
  report: null,
  checking: false,
  progress: 0,
  errors: null,
  decisions: NO_DECISIONS,
  done: new Set(),
};

export const useHealth = create<HealthState>(() => NOTHING);

let again = false;

/** Checks the plan as of edit `head`, unless it was; asked while a check runs, it checks once more after that. */
export async function checkPlan(planId: PlanId, head: number): Promise<void> {
  const state = useHealth.getState();
  if (state.planId !== planId) useHealth.setState({ ...NOTHING, planId });
  else if (state.head === head && state.errors === null) return;
  else if (state.checking) {
    again = true;
    return;
  }
  useHealth.setState({ head, checking: true, progress: 0, errors: null });
  const decisions = await recallDecisions(database(), planId);
  const onProgress = proxy((progress: number): void => {
    if (useHealth.getState().planId === planId) useHealth.setState({ progress });
  });
  const report = await ask((api) => api.checkPlan(planId, checkSetting(), decisions, onProgress));
  if (useHealth.getState().planId !== planId) return;
  if (report.ok) useHealth.setState({ report: report.value, checking: false, decisions, done: new Set() });
  else useHealth.setState({ checking: false, errors: report.errors });
  if (!again) return;
  again = false;
  const open = session().state.getState().open;
  useHealth.setState({ head: -1 });
  if (open?.plan.planId === planId) await checkPlan(planId, open.head);
}

/** What a version says of the data it was made from: the check of edit `head`, run now if it was not yet. */
export async function dataQualityOf(planId: PlanId, head: number): Promise<Result<DataQualitySummary>> {
  await checkPlan(planId, head);
  await checked();
  const { report, errors } = useHealth.getState();
  if (errors !== null || report === null) return refuse(...(errors ?? [notChecked()]));
  return ok({
    score: report.scorecard.score,
    rows: report.active + report.closed + report.excluded + report.merged,
    findings: report.groups
      .map(({ rule, severity, open, skipped }) => ({ rule, severity, count: open + skipped }))
      .filter(({ count }) => count > 0),
  });
}

/** Waits for the check that runs, if one does. */
const checked = (): Promise<void> =>
  new Promise((done) => {
    if (!useHealth.getState().checking) return done();
    const stop = useHealth.subscribe(({ checking }) => {
      if (checking) return;
      stop();
      done();
    });
  });

const notChecked = (): CodedError =>
  codedError('DATA_NOT_CHECKED', 'The data could not be checked. Open the Data step, then submit again.');

/** Applies the fix of one finding, or of all open ones of a rule, as one edit that one Ctrl-Z takes back. */
export async function applyFix(which: FixRequest, label: string, keys: readonly string[]): Promise<void> {
  const commands = await ask((api) => api.fixes(which));
  if (!commands.ok) return postRefusal('Nothing was fixed', commands.errors);
  if (commands.value.length === 0) return say('There is nothing left to fix');
  if (!(await committed({ type: 'applyFixes', commands: commands.value, label }))) return;
  useHealth.setState((state) => ({ done: new Set([...state.done, ...keys]) }));
  post({ kind: 'done', title: label, action: { label: 'Undo', run: () => void undoIfLast(label) } });
}

/** A correction somebody typed: the same edit a fix is, named after what was corrected. */
export async function applyByHand(
  commands: readonly FixCommand[],
  label: string,
  key: string,
): Promise<void> {
  if (!(await committed({ type: 'applyFixes', commands, label }))) return;
  useHealth.setState((state) => ({ done: new Set([...state.done, key]) }));
  say(label);
}

/** The notice may still stand when other edits have come after the one it speaks of: those are not what it takes back. */
async function undoIfLast(label: string): Promise<void> {
  const last = session().state.getState().open?.history.undo.at(-1);
  if (last?.label === label) await undo();
  else
    post({
      kind: 'info',
      title: 'Other edits came after it',
      detail: 'Undo those first, or mend it by hand.',
    });
}

export async function skipRule(rule: string): Promise<void> {
  const keys = await ask((api) => api.findingKeys('plan', rule));
  if (keys.ok) await skip(keys.value);
  else postRefusal('Nothing was skipped', keys.errors);
}

/** The findings stay as they are and are no longer counted as open; they can be brought back. */
export async function skip(keys: readonly string[]): Promise<void> {
  await decide((before) => ({ ...before, skipped: [...new Set([...before.skipped, ...keys])] }));
  say(keys.length === 1 ? 'Skipped' : `${keys.length} skipped`);
}

export async function bringBack(keys: readonly string[]): Promise<void> {
  const back = new Set(keys);
  await decide((before) => ({ ...before, skipped: before.skipped.filter((key) => !back.has(key)) }));
}

export async function notSame({ a, b }: Pick<PairView, 'a' | 'b'>): Promise<void> {
  await decide((before) => ({ ...before, notSame: [...new Set([...before.notSame, pairKey(a, b)])] }));
  say('Kept as two accounts');
}

export async function mergePair(command: Extract<Command, { type: 'mergeAccounts' }>): Promise<boolean> {
  return committed(command);
}

export async function splitAgain(rows: Int32Array): Promise<void> {
  await committed({ type: 'unmergeAccounts', rows });
}

async function committed(command: Command): Promise<boolean> {
  return (await commit(command)).ok;
}

async function decide(change: (before: DataDecisions) => DataDecisions): Promise<void> {
  const planId = session().state.getState().open?.plan.planId;
  if (planId === undefined) return;
  const decisions = await changeDecisions(database(), planId, change);
  const report = await ask((api) => api.decide(decisions));
  if (useHealth.getState().planId !== planId) return;
  if (useHealth.getState().checking) {
    again = true;
    return;
  }
  if (report.ok) useHealth.setState({ report: report.value, decisions });
  else useHealth.setState({ errors: report.errors });
}
