import type { Session } from '../session/create-session.ts';
import { dropProposals } from './build-run.ts';
import { clearFilter } from './filter-store.ts';
import { useInbox } from './problem-inbox.ts';
import { useSelection } from './selection.ts';
import { discardStaged } from './staged.ts';

/** Puts down what belongs to a plan whenever another one is opened or its rows come and go, whoever did it. */
export function letGoOfOldPlans(session: Session): void {
  session.state.subscribe((state, before) => {
    const [open, was] = [state.open?.plan, before.open?.plan];
    if (open?.planId === was?.planId && open?.accounts.rowCount === was?.accounts.rowCount) return;
    discardStaged();
    clearFilter();
    dropProposals();
    useSelection.setState(useSelection.getInitialState());
    useInbox.setState(useInbox.getInitialState());
  });
}
