/** Who covers accounts beside the territories, or instead of them (ledger DSN-10); nothing in a plan without overlays. */
import type { Overlay, OverlayKind } from '../../domain/plan/overlay.ts';
import { grouped } from './figures.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import type { ReportSource } from './source.ts';
import { reportTable } from './table.ts';

const KINDS: Readonly<Record<OverlayKind, string>> = {
  specialist: 'Specialist, beside the territory',
  'key-account': 'Key account, stays where it is',
  partner: 'Partner, reserved from territories',
};

export function overlays({ plan }: ReportSource): Html {
  if (plan.overlays.length === 0) return html``;
  const nameOf = (id: string): string => plan.reps.find(({ repId }) => repId === id)?.name ?? id;
  const table = reportTable<Overlay>(
    [
      { header: 'Overlay', cell: (overlay) => overlay.name },
      { header: 'Kind', cell: (overlay) => KINDS[overlay.kind] },
      { header: 'Worked by', cell: (overlay) => overlay.repIds.map(nameOf).join(', ') },
      { header: 'Accounts', cell: (overlay) => grouped(overlay.rows.length), figures: true },
      { header: 'Credit', cell: (overlay) => `${Math.round(overlay.credit * 100)}%`, figures: true },
    ],
    plan.overlays,
    false,
  );
  return html`<h2>Beside the territories</h2>
    ${table}`;
}
