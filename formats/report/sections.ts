/** The parts of a report, each made from the plan and its document alone. */
import type { MeasureRecord } from '../../domain/bundle/plan-document.ts';
import { isMoved } from '../../domain/bundle/totals.ts';
import { ACTIVE } from '../../domain/plan/plan.ts';
import type { ReasonCode } from '../../domain/plan/reason-codes.ts';
import { reasonCode } from '../../domain/plan/reason-codes.ts';
import { REASON_WORDS } from '../../domain/plan/reason-words.ts';
import { figure, grouped, percent } from './figures.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { ReportSource } from './source.ts';
import { money, portion, potential } from './source.ts';
import { reportTable } from './table.ts';

/** `2026-01-31 09:00 UTC` */
const when = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;

const ROLE_NAMES: Readonly<Record<string, string>> = {
  planner: 'planner',
  'sales-leader': 'sales leader',
  revops: 'revenue operations',
  finance: 'finance',
  compensation: 'compensation',
  executive: 'executive',
};

export function header({ document }: ReportSource): Html {
  const { maker, policy, parents, cycle } = document;
  return html`<h1>${document.name}</h1>
    <p class="sub">Territory and quota plan, ${cycle.name} (${cycle.from} to ${cycle.to})</p>
    <dl>
      <dt>Submitted by</dt>
      <dd>${maker.name}, ${ROLE_NAMES[maker.role] ?? maker.role}</dd>
      <dt>Submitted at</dt>
      <dd>${when(document.createdAt)}, by the maker’s clock</dd>
      <dt>Organisation</dt>
      <dd>${document.tenant}</dd>
      <dt>Policy</dt>
      <dd>${policy.content.name}, version ${policy.version}</dd>
      <dt>Made from</dt>
      <dd>${parents.length === 0 ? 'No earlier version' : html`<code>${parents.join(', ')}</code>`}</dd>
    </dl>`;
}

export function keyFigures({ plan, document, totals }: ReportSource): Html {
  const live = plan.territories.filter((territory) => !territory.retired).length;
  const fact = (value: string, label: string): Html => html`<div><b>${value}</b><span>${label}</span></div>`;
  const assigned = document.quota.lines.reduce((sum, line) => sum + Number(line.amount), 0);
  const quota =
    plan.quota.target === null
      ? fact('\u2013', 'quota: no target set')
      : fact(money(plan, assigned), `quota assigned, ${plan.currency}`);
  return html`<div class="facts">
    ${fact(grouped(totals.all.accounts), 'accounts')} ${fact(grouped(live), 'territories')}
    ${fact(potential(plan, totals.all.potential), `potential, ${plan.potentialUnit.name}`)} ${quota}
    ${fact(portion(totals.all.accounts - totals.unassigned.accounts, totals.all.accounts), 'accounts with a territory')}
    ${fact(grouped(totals.all.movedIn), 'accounts moved')}
    ${fact(portion(totals.all.movedIn, totals.all.accounts), 'of accounts moved')}
    ${fact(document.dataQuality === null ? '\u2013' : figure(document.dataQuality.score), 'data quality, of 100')}
  </div>`;
}

const RULES = { 'at-least': 'at least', 'at-most': 'at most', none: '' } as const;

const verdict = ({ met }: MeasureRecord): Html => {
  if (met === null) return html``;
  return met ? html`<span class="good">✓ met</span>` : html`<span class="bad">✗ not met</span>`;
};

/** Units nobody says aloud. */
const BARE: ReadonlySet<string> = new Set(['', 'ratio', 'index']);

const measured = (value: number, unit: string): string =>
  unit === 'share' ? percent(value, 1) : `${figure(value)}${BARE.has(unit) ? '' : `\u00a0${unit}`}`;

export function measures({ document }: ReportSource): Html {
  if (document.measures.length === 0) return html``;
  const table = reportTable<MeasureRecord>(
    [
      { header: 'Measure', cell: (m) => m.name },
      {
        header: 'This plan',
        cell: (m) => (m.value === null ? '\u2013' : measured(m.value, m.unit)),
        figures: true,
      },
      {
        header: 'Target',
        cell: (m) => (m.target === null ? '' : `${RULES[m.rule]} ${measured(m.target, m.unit)}`.trim()),
        figures: true,
      },
      { header: '', cell: verdict },
      { header: 'What it means', cell: (m) => m.explanation },
    ],
    document.measures,
    false,
  );
  return html`<h2>Measures and targets</h2>
    ${table}`;
}

export function moves({ plan, totals }: ReportSource): Html {
  const moved = totals.all.movedIn;
  if (moved === 0) {
    const based = plan.baseline.some((territory) => territory >= 0);
    const why = based
      ? 'Every account stays where it was when the cycle began.'
      : 'The accounts had no territories when the cycle began, so none counts as moved.';
    return html`<h2>What changed</h2>
      <p>${why}</p>`;
  }
  const reasons = new Map<ReasonCode, number>();
  plan.reason.forEach((reason, row) => {
    if (isMoved(plan, row)) reasons.set(reasonCode(reason), (reasons.get(reasonCode(reason)) ?? 0) + 1);
  });
  const rows = [...reasons].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const table = reportTable<readonly [ReasonCode, number]>(
    [
      { header: 'Why', cell: ([code]) => REASON_WORDS[code], total: 'Total' },
      { header: 'Code', cell: ([code]) => html`<code>${code}</code>` },
      { header: 'Accounts', cell: ([, count]) => grouped(count), total: grouped(moved), figures: true },
      {
        header: 'Of the moves',
        cell: ([, count]) => portion(count, moved),
        total: portion(moved, moved),
        figures: true,
      },
    ],
    rows,
    true,
  );
  return html`<h2>What changed</h2>
    <p>
      ${grouped(moved)} of ${grouped(totals.all.accounts)} accounts move to another territory. data/moves.csv
      lists each.
    </p>
    ${table}`;
}

/** `far-from-postal-code` as a person says it. */
const sentence = (rule: string): string =>
  (rule.charAt(0).toUpperCase() + rule.slice(1)).replaceAll('-', ' ');

export function dataQuality({ plan, document, totals }: ReportSource): Html {
  const left = totals.inactive;
  const outside =
    left === 0
      ? ''
      : html`<p>
          ${grouped(left)} rows are merged, closed or
          excluded${plan.overlays.length === 0 ? '' : ', or reserved for a partner,'} and take no part.
        </p>`;
  const quality = document.dataQuality;
  if (quality === null && left === 0) return html``;
  if (quality === null) {
    return html`<h2>Data quality</h2>
      ${outside}`;
  }
  const table = reportTable<(typeof quality.findings)[number]>(
    [
      { header: 'Finding', cell: (f) => sentence(f.rule) },
      { header: 'Severity', cell: (f) => f.severity },
      { header: 'Rows', cell: (f) => grouped(f.count), figures: true },
    ],
    quality.findings,
    false,
  );
  const active = plan.standing.reduce((count, standing) => count + (standing === ACTIVE ? 1 : 0), 0);
  return html`<h2>Data quality</h2>
    <p>
      Score ${figure(quality.score)} of 100 over ${grouped(quality.rows)} imported rows; ${grouped(active)}
      accounts take part in the plan.
    </p>
    ${outside}${quality.findings.length === 0 ? html`<p>No findings.</p>` : table}`;
}

const COMMANDS = 'sha256sum -c manifest-sha256.txt\nsha256sum manifest-sha256.txt';

export function proof({ document }: ReportSource): Html {
  return html`<h2>Proof</h2>
    <p>
      This report is one file of a signed bundle. Whoever submitted or approved the plan signed the sha256 of
      the bundle’s manifest, which lists the sha256 of every file; that digest is the version id. In the
      folder of the bundle:
    </p>
    <pre><code>${COMMANDS}</code></pre>
    <p>
      data/VERIFY.md says how to check the signatures with OpenSSL alone. <code>bailiwick verify</code> does
      so too, and makes this report again from plan.json to compare every byte.
    </p>
    <dl>
      <dt>Maker’s key id</dt>
      <dd><code>${document.maker.keyId}</code></dd>
      <dt>Policy sha256</dt>
      <dd><code>${document.policy.sha256}</code></dd>
      <dt>Audit trail</dt>
      <dd>
        ${document.audit.entries === 0 ? 'no entries' : html`${grouped(document.audit.entries)} entries, head <code>${document.audit.head}</code>`}
      </dd>
    </dl>`;
}
