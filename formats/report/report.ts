/** report.html: one file, no script, nothing fetched; reads on a screen and prints on paper. */
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import { planTotals } from '../../domain/bundle/totals.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { html, trusted } from './html.ts';
import { mapFigure } from './map-svg.ts';
import { dataQuality, header, keyFigures, measures, moves, proof } from './sections.ts';
import { overlays } from './overlay-table.ts';
import type { ReportSource } from './source.ts';
import { REPORT_STYLE } from './style.ts';
import { quotas, territories } from './territory-tables.ts';

/** `outlines` is the path data of `outlinePath`, or '' for none. */
export function reportHtml(plan: Plan, document: PlanDocument, outlines: string): string {
  const source: ReportSource = { plan, document, totals: planTotals(plan) };
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width" />
        <title>${document.name}, ${document.cycle.name}</title>
        <style>
          ${trusted(REPORT_STYLE)}
        </style>
      </head>
      <body>
        <main>
          ${header(source)} ${keyFigures(source)}
          <h2>Map</h2>
          ${mapFigure(plan, outlines)} ${territories(source)} ${quotas(source)} ${measures(source)}
          ${moves(source)}${overlays(source)} ${dataQuality(source)} ${proof(source)}
        </main>
      </body>
    </html> `;
  return markup;
}
