import { Tabs } from '../../../ui/Tabs.tsx';
import { showBottom, usePanels } from '../../../workspace/panels.ts';
import { Charts } from '../charts/Charts.tsx';
import { AccountTable } from './AccountTable.tsx';
import { FilterBar, FilterResult } from './FilterBar.tsx';
import { PasteList } from './PasteList.tsx';

export function Drawer() {
  const tab = usePanels((state) => state.bottomTab);
  return (
    <Tabs
      label="Accounts, lists and charts"
      value={tab}
      onChange={showBottom}
      tools={tab === 'accounts' ? <FilterResult /> : null}
      tabs={[
        {
          id: 'accounts',
          label: 'Accounts',
          content: (
            <>
              <FilterBar />
              <AccountTable />
            </>
          ),
        },
        { id: 'paste', label: 'Paste a list', content: <PasteList /> },
        { id: 'charts', label: 'Charts', content: <Charts /> },
      ]}
    />
  );
}
