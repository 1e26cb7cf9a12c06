import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanId } from '../../../domain/brand.ts';
import type { Command } from '../../../domain/commands/apply-command.ts';
import { UNASSIGNED } from '../../../domain/plan/plan.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Session } from '../../../renderer/session/create-session.ts';
import { freshName, openStore, smallPlan, value } from '../../storage/support.ts';
import { Windows, deaf, sessionOn } from './support.ts';

const move = (row: number, territory: number): Command => ({
  type: 'assignAccounts',
  rows: Int32Array.of(row),
  territory,
  reason: 'MANUAL_EDIT',
  source: 'manual',
});

/** Six accounts go round these, so that every edit changes something. */
const ROUND = [UNASSIGNED, 0, 1];

const planOf = (session: Session): Plan => {
  const { open } = session.state.getState();
  if (open === null) throw new Error('no plan is open');
  return open.plan;
};

async function started(name = freshName()): Promise<Session> {
  const session = sessionOn(await openStore(name));
  value(await session.addPlan(smallPlan(), 'import'));
  return session;
}

describe('a scenario kept beside the open plan', () => {
  it('[SCN-01] is stored with its edit and its run, and the open plan stays as it is', async () => {
    const name = freshName();
    const session = await started(name);
    const before = session.state.getState().open;
    const kept = { ...planOf(session), planId: 'plan-b' as PlanId, name: 'Small, A' };
    value(await session.addBeside(kept, move(0, 1), { seed: 7 }));
    expect(session.state.getState().open).toBe(before);
    expect(session.state.getState().plans.map((plan) => plan.name)).toContain('Small, A');
    const stored = value(await (await openStore(name)).loadPlan(kept.planId));
    expect(stored.plan.assignment[0]).toBe(1);
    expect(stored.journal.map(({ run }) => run)).toEqual([{ seed: 7 }]);
  });

  it('is not stored where its edit is refused', async () => {
    const session = await started();
    value(await session.commit({ type: 'setLocks', rows: Int32Array.of(0), locked: true }));
    const kept = { ...planOf(session), planId: 'plan-b' as PlanId };
    const refused = await session.addBeside(kept, move(0, 1));
    expect(refused.ok ? [] : refused.errors.map((error) => error.code)).toEqual(['LOCKED_ACCOUNT']);
    expect(session.state.getState().plans).toHaveLength(1);
  });
});

describe('an edit', () => {
  it('is on the disk before it is shown', async () => {
    const name = freshName();
    const session = await started(name);
    const witness = await openStore(name);
    const seen: Promise<number>[] = [];
    session.state.subscribe((state, before) => {
      if (state.open !== before.open)
        seen.push(witness.loadPlan(smallPlan().planId).then((loaded) => value(loaded).head));
    });
    value(await session.commit(move(0, 1)));
    expect(await Promise.all(seen)).toEqual([1]);
    expect(planOf(session).assignment[0]).toBe(1);
  });

  it('that is refused changes neither the plan nor the disk', async () => {
    const session = await started();
    value(await session.commit({ type: 'setLocks', rows: Int32Array.of(0), locked: true }));
    const before = session.state.getState().open;
    const refused = await session.commit(move(0, 1));
    expect(refused.ok ? [] : refused.errors.map((error) => error.code)).toEqual(['LOCKED_ACCOUNT']);
    expect(session.state.getState().open).toBe(before);
  });

  it('that changes nothing is not written', async () => {
    const session = await started();
    expect(value(await session.commit(move(0, 0))).entry).toBeNull();
    expect(session.state.getState().open?.head).toBe(0);
  });

  it('that does not fit on the disk leaves everything as it was, says so, and can be made again', async () => {
    const store = await openStore();
    const session = sessionOn(store);
    value(await session.addPlan(smallPlan(), 'import'));
    const before = planOf(session);
    const full = (): never => {
      throw Object.assign(new Error('no space'), { name: 'QuotaExceededError' });
    };
    store.db.diffs.hook('creating', full);
    const refused = await session.commit(move(0, 1));
    expect(refused.ok ? null : refused.errors[0]?.code).toBe('STORAGE_FULL');
    expect(planOf(session)).toBe(before);
    expect(session.state.getState().save.kind).toBe('saved');
    expect(value(await store.loadPlan(before.planId)).head).toBe(0);
    store.db.diffs.hook('creating').unsubscribe(full);
    value(await session.commit(move(0, 1)));
    expect(planOf(session).assignment[0]).toBe(1);
  });
});

describe('undo and redo', () => {
  it('go back and forth without limit, after a restart too', async () => {
    const name = freshName();
    const session = await started(name);
    for (let i = 0; i < 60; i++) value(await session.commit(move(i % 6, ROUND[Math.floor(i / 6) % 3] ?? 0)));
    const last = planOf(session);
    const again = sessionOn(await openStore(name));
    value(await again.openPlan(last.planId));
    expect(planOf(again)).toEqual(last);
    for (let i = 0; i < 60; i++) value(await again.undo());
    expect(planOf(again)).toEqual(smallPlan());
    const nothing = await again.undo();
    expect(nothing.ok ? null : nothing.errors[0]?.code).toBe('NOTHING_TO_UNDO');
    for (let i = 0; i < 60; i++) value(await again.redo());
    expect(planOf(again)).toEqual(last);
  });

  it('follow a naive model under any sequence of edits, steps and restarts', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('move' as const), row: fc.nat(5), to: fc.integer({ min: -1, max: 1 }) }),
      fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const, 'restart' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const name = freshName();
        let session = await started(name);
        const past: Plan[] = [];
        let future: Plan[] = [];
        let now = smallPlan();
        for (const each of steps) {
          if (each.do === 'move') {
            const done = value(await session.commit(move(each.row, each.to)));
            if (done.entry === null) continue;
            past.push(now);
            [now, future] = [planOf(session), []];
          } else if (each.do === 'undo' && past.length > 0) {
            await session.undo();
            future.push(now);
            now = past.pop() ?? now;
          } else if (each.do === 'redo' && future.length > 0) {
            await session.redo();
            past.push(now);
            now = future.pop() ?? now;
          } else if (each.do === 'restart') {
            session = sessionOn(await openStore(name));
            value(await session.openPlan(now.planId));
          }
          expect(planOf(session)).toEqual(now);
          expect(session.state.getState().open?.history.undo).toHaveLength(past.length);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('two windows on one plan', () => {
  it('see each other’s edits and share one history', async () => {
    const name = freshName();
    const windows = new Windows();
    const one = sessionOn(await openStore(name), windows.join());
    const two = sessionOn(await openStore(name), windows.join());
    value(await one.addPlan(smallPlan(), 'import'));
    value(await two.openPlan(smallPlan().planId));
    value(await one.commit(move(0, 1)));
    value(await two.commit(move(2, 1)));
    value(await one.undo());
    await two.refreshPlans();
    value(await two.commit(move(4, 1)));
    expect(planOf(two)).toEqual(value(await (await openStore(name)).loadPlan(smallPlan().planId)).plan);
    expect([...planOf(two).assignment]).toEqual([1, 1, 0, 1, 1, 1]);
  });

  it('a stale window that heard nothing catches up and asks its command again', async () => {
    const name = freshName();
    const one = sessionOn(await openStore(name), deaf());
    const two = sessionOn(await openStore(name), deaf());
    value(await one.addPlan(smallPlan(), 'import'));
    value(await two.openPlan(smallPlan().planId));
    value(await one.commit(move(0, 1)));
    value(await two.commit(move(2, 1)));
    expect([...planOf(two).assignment]).toEqual([1, 1, 1, 1, 0, 1]);
    expect(two.state.getState().open?.head).toBe(2);
  });

  it('a stale window’s command is refused when the plan no longer allows it', async () => {
    const name = freshName();
    const one = sessionOn(await openStore(name), deaf());
    const two = sessionOn(await openStore(name), deaf());
    value(await one.addPlan(smallPlan(), 'import'));
    value(await two.openPlan(smallPlan().planId));
    value(await one.commit({ type: 'setLocks', rows: Int32Array.of(2), locked: true }));
    const refused = await two.commit(move(2, 1));
    expect(refused.ok ? null : refused.errors[0]?.code).toBe('LOCKED_ACCOUNT');
    expect(planOf(two).locked[2]).toBe(1);
  });
});
