/** The parts of a report, each made from the plan and its document alone. */
import type { MeasureRecord, PlanDocument } from '../../domain/bundle/plan-document.ts';
import type { PlanTotals, TerritoryTotals } from '../../domain/bundle/totals.ts';
import { ACTIVE } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { ReasonCode } from '../../domain/plan/reason-codes.ts';
import { reasonCode } from '../../domain/plan/reason-codes.ts';
import { REASON_WORDS } from '../../domain/plan/reason-words.ts';
import { minorPerMajor } from '../../domain/intake/potential-unit.ts';
import { isMoved } from '../../domain/bundle/totals.ts';
import { repNames } from '../bundle/tables.ts';
import { amountText, figure, grouped, percent } from './figures.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { territoryColour } from './map-svg.ts';

export interface ReportSource {
  readonly plan: Plan;
  readonly document: PlanDocument;
  readonly totals: PlanTotals;
}

const money = (plan: Plan, minor: number): string => amountText(minor, minorPerMajor(plan.currency));
const potential = (plan: Plan, minor: number): string => amountText(minor, plan.potentialUnit.minorPerMajor);
const portion = (part: number, whole: number): string => (whole === 0 ? '\u2013' : percent(part / whole));

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
      <dd>${when(document.createdAt)}, by her own clock</dd>
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

const swatch = (territory: number): Html =>
  html`<svg class="swatch" viewBox="0 0 1 1" aria-hidden="true">
    <rect width="1" height="1" fill="${territoryColour(territory)}" />
  </svg>`;

export function territories({ plan, totals }: ReportSource): Html {
  const cells = (sum: TerritoryTotals): Html =>
    html`<td class="n">${grouped(sum.accounts)}</td>
      <td class="n">${potential(plan, sum.potential)}</td>
      <td class="n">${portion(sum.potential, totals.all.potential)}</td>
      <td class="n">${money(plan, sum.currentArr)}</td>
      <td class="n">${grouped(sum.movedIn)}</td>
      <td class="n">${grouped(sum.movedOut)}</td>`;
  const rows = plan.territories.flatMap((territory, t) => {
    const sum = totals.territories[t];
    if (sum === undefined || (territory.retired && sum.accounts === 0 && sum.movedOut === 0)) return [];
    return [
      html`<tr>
        <td>${swatch(t)}${territory.name}</td>
        <td>${repNames(plan, t)}</td>
        ${cells(sum)}
      </tr>`,
    ];
  });
  if (totals.unassigned.accounts > 0) {
    rows.push(
      html`<tr>
        <td>${swatch(-1)}No territory</td>
        <td></td>
        ${cells(totals.unassigned)}
      </tr>`,
    );
  }
  return html`<h2>Territories</h2>
    <table>
      <thead>
        <tr>
          <th>Territory</th>
          <th>Rep</th>
          <th class="n">Accounts</th>
          <th class="n">Potential (${plan.potentialUnit.name})</th>
          <th class="n">Share</th>
          <th class="n">Revenue now (${plan.currency})</th>
          <th class="n">Moved in</th>
          <th class="n">Moved out</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
      <tfoot>
        <tr>
          <td>Total</td>
          <td></td>
          ${cells(totals.all)}
        </tr>
      </tfoot>
    </table>`;
}

export function quotas({ plan, document }: ReportSource): Html {
  const { lines } = document.quota;
  const { target, overAssignment } = plan.quota;
  if (target === null)
    return html`<h2>Quotas</h2>
      <p>No quota target is set in this plan.</p>`;
  const whole = lines.reduce((sum, line) => sum + Number(line.amount), 0);
  const computed = lines.reduce((sum, line) => sum + Number(line.computed), 0);
  const rows = lines.map((line) => {
    const t = plan.territories.findIndex((territory) => territory.territoryId === line.territoryId);
    return html`<tr>
      <td>${plan.territories[t]?.name ?? line.territoryId}</td>
      <td>${repNames(plan, t)}</td>
      <td class="n">${money(plan, Number(line.amount))}</td>
      <td class="n">${portion(Number(line.amount), whole)}</td>
      <td class="n">${money(plan, Number(line.computed))}</td>
      <td>${line.reason}</td>
    </tr>`;
  });
  return html`<h2>Quotas</h2>
    <p>
      A target of ${money(plan, target)} ${plan.currency}, raised by ${percent(overAssignment)}
      over-assignment and split by potential. Assigned: ${money(plan, whole)} ${plan.currency},
      ${target === 0 ? 'with no target' : `${percent(whole / target)} of the target`}.
    </p>
    <table>
      <thead>
        <tr>
          <th>Territory</th>
          <th>Rep</th>
          <th class="n">Quota (${plan.currency})</th>
          <th class="n">Share</th>
          <th class="n">Split alone</th>
          <th>Why it differs</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
      <tfoot>
        <tr>
          <td>Total</td>
          <td></td>
          <td class="n">${money(plan, whole)}</td>
          <td class="n">${portion(whole, whole)}</td>
          <td class="n">${money(plan, computed)}</td>
          <td></td>
        </tr>
      </tfoot>
    </table>`;
}

const RULES = { 'at-least': 'at least', 'at-most': 'at most', none: '' } as const;

const verdict = ({ met }: MeasureRecord): Html => {
  if (met === null) return html``;
  return met ? html`<span class="good">✓ met</span>` : html`<span class="bad">✗ not met</span>`;
};

const measured = (value: number, unit: string): string =>
  unit === 'share'
    ? percent(value, 1)
    : `${figure(value)}${unit === '' || unit === 'ratio' ? '' : `\u00a0${unit}`}`;

export function measures({ document }: ReportSource): Html {
  if (document.measures.length === 0) return html``;
  const rows = document.measures.map(
    (m) =>
      html`<tr>
        <td>${m.name}</td>
        <td class="n">${m.value === null ? '\u2013' : measured(m.value, m.unit)}</td>
        <td class="n">${m.target === null ? '' : `${RULES[m.rule]} ${measured(m.target, m.unit)}`}</td>
        <td>${verdict(m)}</td>
        <td>${m.explanation}</td>
      </tr>`,
  );
  return html`<h2>Measures and targets</h2>
    <table>
      <thead>
        <tr>
          <th>Measure</th>
          <th class="n">This plan</th>
          <th class="n">Target</th>
          <th></th>
          <th>What it means</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
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
  const rows = [...reasons]
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(
      ([code, count]) =>
        html`<tr>
          <td>${REASON_WORDS[code]}</td>
          <td><code>${code}</code></td>
          <td class="n">${grouped(count)}</td>
          <td class="n">${portion(count, moved)}</td>
        </tr>`,
    );
  return html`<h2>What changed</h2>
    <p>
      ${grouped(moved)} of ${grouped(totals.all.accounts)} accounts move to another territory. data/moves.csv
      lists each.
    </p>
    <table>
      <thead>
        <tr>
          <th>Why</th>
          <th>Code</th>
          <th class="n">Accounts</th>
          <th class="n">Of the moves</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
      <tfoot>
        <tr>
          <td>Total</td>
          <td></td>
          <td class="n">${grouped(moved)}</td>
          <td class="n">${portion(moved, moved)}</td>
        </tr>
      </tfoot>
    </table>`;
}

export function dataQuality({ plan, document, totals }: ReportSource): Html {
  const left = totals.inactive;
  const outside =
    left === 0 ? html`` : html`<p>${grouped(left)} rows are merged, closed or excluded and take no part.</p>`;
  const quality = document.dataQuality;
  if (quality === null)
    return left === 0
      ? html``
      : html`<h2>Data quality</h2>
          ${outside}`;
  const rows = quality.findings.map(
    (f) =>
      html`<tr>
        <td>${f.rule}</td>
        <td>${f.severity}</td>
        <td class="n">${grouped(f.count)}</td>
      </tr>`,
  );
  const active = plan.standing.filter((standing) => standing === ACTIVE).length;
  const table =
    rows.length === 0
      ? html`<p>No findings.</p>`
      : html`<table>
          <thead>
            <tr>
              <th>Finding</th>
              <th>Severity</th>
              <th class="n">Rows</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>`;
  return html`<h2>Data quality</h2>
    <p>
      Score ${figure(quality.score)} of 100 over ${grouped(quality.rows)} imported rows; ${grouped(active)}
      take part in the plan.
    </p>
    ${outside}${table}`;
}

export function proof({ document }: ReportSource): Html {
  return html`<h2>Proof</h2>
    <p>
      This report is one file of a signed bundle. Whoever submitted or approved the plan signed the sha256 of
      the bundle’s manifest, which lists the sha256 of every file; that digest is the version id. In the
      folder of the bundle:
    </p>
    <pre><code>sha256sum -c manifest-sha256.txt
sha256sum manifest-sha256.txt</code></pre>
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
