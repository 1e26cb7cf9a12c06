import type { Finding } from '../../../../domain/intake/finding.ts';
import type { CheckReport } from '../../../intake/check-api.ts';
import { counted, moneyText } from '../../../ui/format.ts';
import { Status } from '../../../ui/Status.tsx';
import { SeverityMark } from '../parts/SeverityMark.tsx';

/** What reps and bookings brought, and what is wrong with them. */
export function SideFiles({ report }: { readonly report: CheckReport }) {
  const { reps, bookings, territoryFile, currency } = report;
  return (
    <>
      {reps === null ? null : (
        <section className="data-card" aria-label="Reps">
          <header>
            <h2>Reps</h2>
          </header>
          <Status kind="good">
            {`${counted(reps.count, 'rep')} in ${counted(reps.territories, 'territory', 'territories')}`}
          </Status>
          <Findings findings={reps.findings} />
        </section>
      )}
      {bookings === null ? null : (
        <section className="data-card" aria-label="Past bookings">
          <header>
            <h2>Past bookings</h2>
          </header>
          <Status kind={bookings.matched === bookings.rows ? 'good' : 'warn'}>
            {`${bookings.matched.toLocaleString('en-US')} of ${counted(bookings.rows, 'row')} put to ${counted(bookings.accounts, 'account')}, ${moneyText(bookings.total, currency)} together`}
          </Status>
          <Findings findings={bookings.findings} />
        </section>
      )}
      {territoryFile === null ? null : (
        <section className="data-card" aria-label="Territories and quotas">
          <header>
            <h2>Territories and quotas</h2>
          </header>
          <Status kind="good">
            {[
              counted(territoryFile.territories, 'territory', 'territories'),
              counted(territoryFile.quotas, 'quota'),
              territoryFile.teamTarget === null
                ? 'no team target'
                : `team target ${moneyText(territoryFile.teamTarget, currency)}`,
            ].join(', ')}
          </Status>
          <Findings findings={territoryFile.findings} />
        </section>
      )}
    </>
  );
}

const SHOWN = 12;

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul className="side-findings">
      {findings.slice(0, SHOWN).map(({ severity, message, rule, rows }) => (
        <li key={`${rule}${rows.join()}${message}`}>
          <SeverityMark severity={severity} />
          <span>{message}</span>
        </li>
      ))}
      {findings.length <= SHOWN ? null : (
        <li className="muted">{`and ${(findings.length - SHOWN).toLocaleString('en-US')} more, all in the CSV of findings`}</li>
      )}
    </ul>
  );
}
