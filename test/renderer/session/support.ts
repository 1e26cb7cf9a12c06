import type { ActorId, PlanId } from '../../../domain/brand.ts';
import { Session } from '../../../renderer/session/create-session.ts';
import type { OtherWindows } from '../../../renderer/session/other-windows.ts';
import type { PlanStore } from '../../../renderer/storage/plan-store.ts';
import type { StorageFault } from '../../../renderer/storage/quarantine.ts';
import { anyPlan, clock } from '../../storage/support.ts';

/** Windows of one laptop, joined by calls instead of the browser's channel. */
export class Windows {
  private readonly listeners: ((planId: PlanId, head: number) => void)[] = [];

  join(): OtherWindows {
    let own: ((planId: PlanId, head: number) => void) | null = null;
    return {
      tellEdit: (planId, head) =>
        this.listeners.forEach((listener) => {
          if (listener !== own) listener(planId, head);
        }),
      onEdit: (listener) => {
        own = listener;
        this.listeners.push(listener);
      },
      exclusively: (_planId, work) => work(),
    };
  }
}

export const deaf = (): OtherWindows => ({
  tellEdit: () => undefined,
  onEdit: () => undefined,
  exclusively: (_planId, work) => work(),
});

export const faults: StorageFault[] = [];

export const sessionOn = (store: PlanStore, windows: OtherWindows = deaf()): Session =>
  new Session({
    store,
    windows,
    now: clock,
    admits: anyPlan,
    actor: () => 'ada' as ActorId,
    onFaults: (found) => faults.push(...found),
    whenIdle: (work) => work(),
  });
