import type { IsoDate } from '../../domain/brand.ts';
import type { Session } from './create-session.ts';
import { postRefusal } from './notices.ts';
import { loadSample } from './sample/load-sample.ts';
import { newPlanId, now } from './session.ts';

/** What a person sees first: the plan she worked on last, or the sample where she has none yet. */
export async function openFirstPlan(session: Session): Promise<void> {
  await session.refreshPlans();
  const { plans } = session.state.getState();
  const last = plans.find((plan) => plan.deletedAt === null);
  if (last !== undefined) {
    const opened = await session.openPlan(last.planId);
    if (opened.ok) return;
    postRefusal(`"${last.name}" was not opened`, opened.errors);
    return session.closePlan();
  }
  if (plans.length > 0) return session.closePlan();
  await openSample(session);
}

/** Makes the sample plan anew, beside whatever plans there are. */
export async function openSample(session: Session): Promise<void> {
  session.begin('Reading the sample plan');
  const sample = await loadSample({ planId: newPlanId(), today: now().slice(0, 10) as IsoDate });
  const added = sample.ok ? await session.addPlan(sample.value, 'sample') : sample;
  if (added.ok) return;
  postRefusal('There is no sample plan', added.errors);
  session.closePlan();
}
