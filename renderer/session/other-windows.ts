import type { PlanId } from '../../domain/brand.ts';

/** The other windows on the same plans: who edits tells, and writes one at a time. */
export interface OtherWindows {
  readonly tellEdit: (planId: PlanId, head: number) => void;
  readonly onEdit: (listener: (planId: PlanId, head: number) => void) => void;
  /** Waits for its turn among all windows. The store checks the head as well: this only keeps retries rare. */
  readonly exclusively: <T>(planId: PlanId, work: () => Promise<T>) => Promise<T>;
}

interface EditMessage {
  readonly planId: PlanId;
  readonly head: number;
}

const isEditMessage = (data: unknown): data is EditMessage =>
  typeof data === 'object' &&
  data !== null &&
  'planId' in data &&
  typeof data.planId === 'string' &&
  'head' in data &&
  typeof data.head === 'number';

/** Over the browser's own channel and locks; messages of any other shape are none of ours. */
export function browserWindows(name: string): OtherWindows {
  const channel = new BroadcastChannel(name);
  return {
    tellEdit: (planId, head) => channel.postMessage({ planId, head } satisfies EditMessage),
    onEdit: (listener) =>
      channel.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isEditMessage(event.data)) listener(event.data.planId, event.data.head);
      }),
    exclusively: (planId, work) => navigator.locks.request(`${name}:${planId}`, work),
  };
}
