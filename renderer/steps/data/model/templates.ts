/** An empty file per family with the headers Bailiwick knows best and two rows that show how values are written. */
import type { Family } from '../../../../domain/intake/mapping.ts';
import type { CsvCell } from '../../../../formats/tabular/write-csv.ts';
import { writeCsv } from '../../../../formats/tabular/write-csv.ts';

interface Template {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

const TEMPLATES: Readonly<Record<Family, Template>> = {
  accounts: {
    headers: [
      'Account ID',
      'Name',
      'Street',
      'City',
      'State',
      'Postal code',
      'Country',
      'Latitude',
      'Longitude',
      'Industry',
      'Employees',
      'Potential (USD)',
      'Current ARR',
      'Owner',
      'Territory',
      'Opportunity stage',
      'Last updated',
    ],
    rows: [
      [
        'A-1001',
        'Example Hospital',
        '100 Main St',
        'Denver',
        'CO',
        '80202',
        'US',
        39.7392,
        -104.9903,
        'Health care',
        1200,
        250000,
        80000,
        'Dana Ortiz',
        'Mountain',
        'Negotiation',
        '2026-01-15',
      ],
      [
        'A-1002',
        'Example Clinic',
        '200 Oak Ave',
        'Boulder',
        'CO',
        '80301',
        'US',
        null,
        null,
        'Health care',
        90,
        40000,
        0,
        'Dana Ortiz',
        'Mountain',
        'Prospecting',
        '2026-02-03',
      ],
    ],
  },
  reps: {
    headers: [
      'Rep',
      'Email',
      'Manager',
      'Territory',
      'Seniority',
      'City',
      'State',
      'Postal code',
      'Country',
      'Capacity (hours per year)',
    ],
    rows: [
      [
        'Dana Ortiz',
        'dana@example.com',
        'Lee Chan',
        'Mountain',
        'senior',
        'Denver',
        'CO',
        '80202',
        'US',
        1600,
      ],
      ['Sam Reyes', 'sam@example.com', 'Lee Chan', 'Plains', 'mid', 'Omaha', 'NE', '68102', 'US', 1600],
    ],
  },
  bookings: {
    headers: ['Account ID', 'Amount (USD)', 'Close date', 'Stage'],
    rows: [
      ['A-1001', 80000, '2025-11-30', 'Won'],
      ['A-1002', 12500, '2025-12-12', 'Won'],
    ],
  },
  territories: {
    headers: [
      'Territory',
      'Rep',
      'Base city',
      'Base state',
      'Capacity hours',
      'Target share',
      'Quota',
      'Reason',
    ],
    rows: [
      ['Mountain', 'Dana Ortiz', 'Denver', 'CO', 1500, '55%', 6_000_000, 'New product launch'],
      ['Plains', 'Lee Park', 'Omaha', 'NE', 1500, '45%', null, null],
      ['Total', null, null, null, null, null, 11_000_000, null],
    ],
  },
};

/** With a byte order mark: templates are opened in Excel. */
export const templateBytes = (family: Family): Uint8Array<ArrayBuffer> =>
  writeCsv(TEMPLATES[family].headers, TEMPLATES[family].rows, { byteOrderMark: true });

export const templateName = (family: Family): string => `bailiwick-${family}-template.csv`;
