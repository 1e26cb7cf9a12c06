/** Where approved changes are written to, as files (ledger SYN-01, SYN-04, SYN-06, SYN-07). */
export const TARGETS = ['salesforce', 'dynamics', 'hubspot', 'csv'] as const;
export type Target = (typeof TARGETS)[number];

export const TARGET_NAMES: Readonly<Record<Target, string>> = {
  salesforce: 'Salesforce',
  dynamics: 'Dynamics 365',
  hubspot: 'HubSpot',
  csv: 'CSV',
};

/** A sandbox is written first; production is what people work in (SYN-09). */
export const ENVIRONMENTS = ['sandbox', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export type Operation = 'insert' | 'update' | 'delete';
