/** The session of this window, and the hooks by which screens read it. */
import { useStore } from 'zustand';
import type { ActorId, IsoTime, PlanId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { Result } from '../../domain/result.ts';
import type { Command } from '../../domain/commands/apply-command.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { clientHere } from '../host/client.ts';
import { databaseName, Database } from '../storage/database.ts';
import { PlanStore } from '../storage/plan-store.ts';
import type { Committed } from './create-session.ts';
import { Session } from './create-session.ts';
import { mayTakePlan } from '../host/may-take-plan.ts';
import { post, postRefusal, say } from './notices.ts';
import { browserWindows } from './other-windows.ts';
import type { SessionState } from './session-state.ts';
import { FIRST_STATE } from './session-state.ts';
import { createStore } from 'zustand/vanilla';

let current: Session | null = null;
const tables = new Database(databaseName(clientHere()));
const THIS_LAPTOP = 'this-laptop' as ActorId;
let actorId = THIS_LAPTOP;
const beforeStart = createStore<SessionState>(() => FIRST_STATE);

export const now = (): IsoTime => new Date().toISOString() as IsoTime;
export const newPlanId = (): PlanId => `plan-${crypto.randomUUID()}` as PlanId;

/** Who the journal names from now on: whoever has unlocked a profile, else this laptop. */
export function setActor(actor: ActorId | null): void {
  actorId = actor ?? THIS_LAPTOP;
}
export const actor = (): ActorId => actorId;

export async function startSession(): Promise<Result<Session>> {
  const opened = await PlanStore.open(tables, now);
  if (!opened.ok) {
    beforeStart.setState({ phase: { kind: 'failed', errors: opened.errors } });
    return opened;
  }
  // Without a word to the person: browsers that ask for leave do so themselves, the others decide by use.
  void navigator.storage.persist();
  current = new Session({
    store: opened.value,
    now,
    actor,
    windows: browserWindows(databaseName(clientHere())),
    onFaults: (faults) =>
      faults.forEach((fault) =>
        post({
          kind: 'fault',
          title: 'Something saved could not be read',
          detail: fault.message,
          code: fault.code,
        }),
      ),
    admits: mayTakePlan,
    whenIdle: (work) => requestIdleCallback(work, { timeout: 5000 }),
  });
  return { ok: true, value: current };
}

/** The tables of this profile, for what is remembered beside plans. */
export const database = (): Database => tables;

export function session(): Session {
  if (current === null) throw new Error('session used before startSession() finished');
  return current;
}

const NO_PLAN = (): never => {
  throw new Error('this screen is only shown while a plan is open');
};

export const useSession = <T>(select: (state: SessionState) => T): T =>
  useStore(current?.state ?? beforeStart, select);

/** The open plan. Screens that use it are shown only while one is open. */
export const usePlan = (): Plan => useSession((state) => state.open?.plan ?? NO_PLAN());

/** Commits a command and says what it did, or why not. The result is for callers that go on from there. */
export async function commit(command: Command, run?: Json): Promise<Result<Committed>> {
  return announced(await session().commit(command, run), 'That change was not made');
}

export async function undo(): Promise<void> {
  announced(await session().undo(), 'Nothing was undone');
}

export async function redo(): Promise<void> {
  announced(await session().redo(), 'Nothing was redone');
}

function announced(result: Result<Committed>, refusedTitle: string): Result<Committed> {
  if (!result.ok) postRefusal(refusedTitle, result.errors);
  else
    say(
      result.value.entry === null ? `${result.value.label}: nothing changed` : `${result.value.label}: done`,
    );
  return result;
}
