/** Which side of the quota step is shown; kept while another step is looked at. */
import { create } from 'zustand';

export type QuotaTab = 'quotas' | 'headcount';

export const useQuotaTab = create<{ readonly tab: QuotaTab }>(() => ({ tab: 'quotas' }));
export const showQuotaTab = (tab: QuotaTab): void => useQuotaTab.setState({ tab });
