/** Which tab of Governance is shown, so that other screens can lead to one. */
import { create } from 'zustand';
import { goTo } from '../app/route.ts';

export type GovernanceTab = 'inbox' | 'calendar' | 'roles' | 'policy' | 'audit';

export const useGovernanceTab = create<{ readonly tab: GovernanceTab }>(() => ({ tab: 'inbox' }));

export const showGovernanceTab = (tab: GovernanceTab): void => useGovernanceTab.setState({ tab });

export function openGovernance(tab: GovernanceTab): void {
  showGovernanceTab(tab);
  goTo('govern');
}
