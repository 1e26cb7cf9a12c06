import type { Session } from './create-session.ts';

/** What a person sees first: the plan she worked on last. */
export async function openFirstPlan(session: Session): Promise<void> {
  await session.refreshPlans();
  const last = session.state.getState().plans.find((plan) => plan.deletedAt === null);
  if (last === undefined) {
    session.state.setState({ phase: { kind: 'no-plan' } });
    return;
  }
  const opened = await session.openPlan(last.planId);
  if (!opened.ok) session.fail(opened.errors);
}
