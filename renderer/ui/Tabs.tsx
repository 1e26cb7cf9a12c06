import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import './panel.css';
import './tabs.css';

interface TabItem<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** A count beside the label. */
  readonly count?: number;
  readonly content: ReactNode;
}

interface TabsProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly TabItem<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  /** At the end of the row of tabs. */
  readonly tools?: ReactNode;
}

/** Panels that share a place. A panel that is not shown does not exist. */
export function Tabs<Id extends string>({ label, tabs, value, onChange, tools }: TabsProps<Id>) {
  return (
    <AriaTabs
      className="tabs"
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = tabs.find((tab) => tab.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      <div className="tabs-head">
        <TabList aria-label={label} className="tabs-list">
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className="tab">
              {tab.label}
              {tab.count === undefined || tab.count === 0 ? null : (
                <span className="tab-count">{tab.count.toLocaleString()}</span>
              )}
            </Tab>
          ))}
        </TabList>
        {tools === undefined ? null : <div className="panel-tools">{tools}</div>}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="tab-panel">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
