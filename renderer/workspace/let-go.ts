import type { Session } from '../session/create-session.ts';
import { dropProposals } from './build-run.ts';
import { clearFilter } from './filter-store.ts';
import { useInbox } from './problem-inbox.ts';
import { useSelection } from './selection.ts';
import { discardStaged } from './staged.ts';

/** Puts down what belongs to a plan whenever another one is opened, whoever opened it. */
export function letGoOfOldPlans(session: Session): void {
  session.state.subscribe((state, before) => {
    if (state.open?.plan.planId === before.open?.plan.planId) return;
    discardStaged();
    clearFilter();
    dropProposals();
    useSelection.setState(useSelection.getInitialState());
    useInbox.setState(useInbox.getInitialState());
  });
}
