import { describe, expect, it } from 'vitest';
import { planTotals } from '../../../domain/bundle/totals.ts';
import { createPlan } from '../../../domain/plan/plan.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { amountText, figure, grouped } from '../../../formats/report/figures.ts';
import { html } from '../../../formats/report/html.ts';
import { outlinePath, outlinesIn } from '../../../formats/report/map-svg.ts';
import { projectionFor } from '../../../formats/report/projection.ts';
import { reportHtml } from '../../../formats/report/report.ts';
import { build, inputs, samplePlan } from '../bundle/sample.ts';

const plan = samplePlan();
const { document } = build(plan);
const report = reportHtml(plan, document, outlinePath(plan, inputs.outlines));
const text = report
  .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
  .replaceAll(/<[^>]+>/g, ' ')
  .replaceAll(/\s+/g, ' ');

describe('report.html', () => {
  it('runs nothing and fetches nothing', () => {
    expect(report).not.toMatch(/<script|javascript:|\son\w+=|<link|<img|<iframe|@import|url\(|https?:/i);
    expect(report).toContain("default-src 'none'");
  });

  it('shows names as text, whatever is in them', () => {
    const hostile = samplePlan({ name: '<img src=x onerror=alert(1)>', tenant: '"><script>' as never });
    const shown = reportHtml(hostile, build(hostile).document, '');
    expect(shown).not.toMatch(/<img|<script/);
    expect(shown).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('holds tables that add up to their last line', () => {
    const tables = [...report.matchAll(/<table>[\s\S]*?<\/table>/g)].map((match) => match[0]);
    const cells = (row: string): string[] =>
      [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map((m) =>
        (m[1] ?? '').replaceAll(/<[^>]+>/g, '').trim(),
      );
    const summed = tables.filter((table) => table.includes('<tfoot>')).slice(0, 2);
    expect(summed).toHaveLength(2);
    for (const table of summed) {
      const rows = [...table.matchAll(/<tr>[\s\S]*?<\/tr>/g)]
        .map((m) => cells(m[0]))
        .filter((row) => row.length > 0);
      const number = (cell: string | undefined): number => Number((cell ?? '').replaceAll(',', ''));
      const sum = rows.slice(0, -1).reduce((all, row) => all + number(row[2]), 0);
      expect(sum).toBeGreaterThan(0);
      expect(number(rows.at(-1)?.[2])).toBeCloseTo(sum, 6);
    }
  });

  it('says who, when, under which policy, what it means and how to prove it', () => {
    for (const part of [
      'Ada, planner',
      '2026-01-31 09:00 UTC',
      'Bailiwick defaults, version 2',
      'sha256sum -c',
      document.maker.keyId,
    ]) {
      expect(text).toContain(part);
    }
    for (const { name, explanation } of document.measures) {
      expect(report).toContain(html`${name}`.markup);
      expect(report).toContain(html`${explanation}`.markup);
    }
    expect(text).toContain('1 of 6 accounts move to another territory');
  });

  it('leaves out columns that say nothing, and says so where a part is empty', () => {
    const accounts = accountTableFrom(2, { accountId: ['a', 'b'] }, {});
    const { planId, tenant, cycle, currency, potentialUnit } = plan;
    const bare = createPlan({ planId, tenant, name: 'Bare', cycle, currency, potentialUnit, accounts });
    const shown = reportHtml(bare, build(bare, { dataQuality: null }).document, '');
    expect(shown).not.toContain('Moved in');
    expect(shown).toContain('No quota target is set');
    expect(shown).toContain('No account of this plan has a place on the map');
  });

  it('finds the outlines it was drawn with, and nothing else', () => {
    expect(outlinesIn(report)).toBe(outlinePath(plan, inputs.outlines));
    expect(outlinesIn(report)).toMatch(/^M/);
    expect(
      outlinesIn(
        report.replace('class="outlines" d="', 'class="outlines" d="M0 0"/><text>Approved</text><path d="'),
      ),
    ).toBe('M0 0');
    expect(outlinesIn(report + report)).toBeNull();
    expect(outlinesIn('<path class="outlines" d="M0 0" onload="x"/>')).toBeNull();
  });
});

describe('figures of a report', () => {
  it('groups digits, and shows minor units only where there are any', () => {
    expect(grouped(1234567)).toBe('1,234,567');
    expect(grouped(-1000)).toBe('\u22121,000');
    expect(amountText(123456, 100)).toBe('1,234.56');
    expect(amountText(100, 100)).toBe('1');
    expect(amountText(-5, 100)).toBe('\u22120.05');
    expect(amountText(1234, 1)).toBe('1,234');
    expect(figure(0.0224)).toBe('0.0224');
    expect(figure(1234.5)).toBe('1,234.5');
  });

  it('sums active accounts alone, to the unit', () => {
    const totals = planTotals(samplePlan({ standing: Uint8Array.of(0, 0, 0, 0, 0, 1) }));
    expect(totals.inactive).toBe(1);
    expect(totals.all.accounts).toBe(5);
    expect(totals.all.potential).toBe(totals.territories.reduce((sum, one) => sum + one.potential, 0));
  });
});

describe('the map of a report', () => {
  it('draws the United States with Alaska and Hawaii beside it, all on the page', () => {
    const places = [
      [40.7, -74],
      [47.6, -122.3],
      [25.8, -80.2],
      [61.2, -149.9],
      [21.3, -157.9],
    ] as const;
    const projection = projectionFor(places);
    for (const [lat, lon] of places) {
      const point = projection?.project(lat, lon);
      expect(point?.x).toBeGreaterThan(0);
      expect(point?.x).toBeLessThan(960);
      expect(point?.y).toBeGreaterThan(0);
      expect(point?.y).toBeLessThan(610);
    }
  });

  it('fits any other plan to its places, north up and east right', () => {
    const projection = projectionFor([
      [52.5, 13.4],
      [48.1, 11.6],
    ]);
    const [berlin, munich] = [projection?.project(52.5, 13.4), projection?.project(48.1, 11.6)];
    expect(berlin?.y).toBeLessThan(munich?.y ?? 0);
    expect(berlin?.x).toBeGreaterThan(munich?.x ?? 0);
    expect(projectionFor([])).toBeNull();
  });
});
