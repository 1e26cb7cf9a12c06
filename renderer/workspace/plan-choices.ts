/** The choices of a run belong to a plan: they come back with it, here and after the window was closed. */
import type { PlanId } from '../../domain/brand.ts';
import type { Session } from '../session/create-session.ts';
import { post } from '../session/notices.ts';
import type { ChangedChoices } from '../storage/choices-store.ts';
import { keepChoices, recallChoices } from '../storage/choices-store.ts';
import type { Database } from '../storage/database.ts';
import { useBuild } from './build-run.ts';

/** Shows the choices of whichever plan is open, and keeps what is changed of them. */
export function followPlanChoices(session: Session, db: Database): void {
  let planId: PlanId | null = null;
  /** What is on the disk already: shown or written last. */
  let known: ChangedChoices = useBuild.getState().changed;
  let failed = false;

  const show = (changed: ChangedChoices): void => {
    known = changed;
    useBuild.setState({ changed });
  };

  session.state.subscribe(({ open }) => {
    const next = open?.plan.planId ?? null;
    if (next === planId) return;
    planId = next;
    show({});
    if (next === null) return;
    void recallChoices(db, next).then(
      // Whoever chose in the meantime is right.
      (changed) => (planId === next && Object.keys(known).length === 0 ? show(changed) : undefined),
      () => undefined,
    );
  });

  useBuild.subscribe(({ changed }) => {
    if (changed === known || planId === null) return;
    known = changed;
    keepChoices(db, planId, changed).catch(() => {
      if (failed) return;
      failed = true;
      post({
        kind: 'info',
        title: 'Choices are not kept',
        detail: 'The choices of a run hold until this window is closed: the local store takes no changes.',
      });
    });
  });
}
