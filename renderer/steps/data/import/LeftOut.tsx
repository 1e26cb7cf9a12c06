import { counted } from '../../../ui/format.ts';
import { Download } from 'lucide-react';
import type { Family } from '../../../../domain/intake/mapping.ts';
import type { CheckReport, Rejected } from '../../../intake/check-api.ts';
import { ask } from '../../../intake/intake-client.ts';
import { postRefusal } from '../../../session/notices.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FAMILY_WORDS } from '../model/import-file.ts';
import { RejectedTable } from '../parts/RejectedTable.tsx';
import { exportFile } from '../../../governance/export-file.ts';

const NONE: Rejected = { total: 0, rows: [] };

/** Rows and columns that do not come into the plan, each with why. */
export function LeftOut({ report }: { readonly report: CheckReport }) {
  const families: readonly (readonly [Family, Rejected])[] = [
    ['accounts', report.rejected],
    ['reps', report.reps?.rejected ?? NONE],
    ['bookings', report.bookings?.rejected ?? NONE],
    ['territories', report.territoryFile?.rejected ?? NONE],
  ];
  const some = families.filter(([, rejected]) => rejected.total > 0);
  return (
    <div className="import-record">
      {some.length === 0 ? (
        <EmptyState title="No row was left out">Every row of your files was read.</EmptyState>
      ) : null}
      {some.map(([family, rejected]) => (
        <section key={family} className="data-card" aria-label={FAMILY_WORDS[family]}>
          <header>
            <h2>{FAMILY_WORDS[family]}</h2>
            <span className="muted">{counted(rejected.total, 'row')} left out</span>
            <Button kind="quiet" icon={<Download aria-hidden="true" />} onPress={() => void saveRest(family)}>
              Save the rest as CSV
            </Button>
          </header>
          <RejectedTable rows={rejected.rows} total={rejected.total} />
        </section>
      ))}
      {report.unmapped.length === 0 ? null : (
        <section className="data-card" aria-label="Columns that are not stored">
          <header>
            <h2>Columns that are not stored</h2>
          </header>
          <p className="muted">
            {report.unmapped.join(', ')}. They match no field, or a field that Privacy, Fields says is not
            stored.
          </p>
        </section>
      )}
    </div>
  );
}

async function saveRest(family: Family): Promise<void> {
  const bytes = await ask((api) => api.rest(family));
  if (bytes.ok)
    await exportFile({
      name: `rest-of-${family}.csv`,
      bytes: bytes.value,
      type: 'text/csv',
      label: 'Save rows that were left out',
      object: 'data',
    });
  else postRefusal('The rest was not saved', bytes.errors);
}
