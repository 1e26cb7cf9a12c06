import { useMemo } from 'react';
import type { IsoDate } from '../../domain/brand.ts';
import { approvalOf } from '../../domain/governance/approval-settings.ts';
import { approvalAct } from '../../domain/governance/decide.ts';
import type { ExceptionCase, ExceptionState } from '../../domain/governance/exception-queue.ts';
import { exceptionsOf, resolutionTimes, SETTLED_WITHIN } from '../../domain/governance/exception-queue.ts';
import { goTo } from '../app/route.ts';
import { now } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { counted } from '../ui/format.ts';
import type { StatusKind } from '../ui/Status.tsx';
import { Status } from '../ui/Status.tsx';
import { showVersion } from '../versions/versions.ts';
import type { Judged } from './judged.ts';

const GUARDRAIL_NAMES: Readonly<Record<ExceptionCase['guardrail'], string>> = {
  'quarterly-cap': 'Cap on moves in a quarter',
  'total-cap': 'Cap on moves in all',
  'lock-window': 'Lock after a release',
  'pay-freeze': 'Freeze of the pay plan',
  'partner-credit': 'Credit of a partner',
};
const STATES: Readonly<Record<ExceptionState, readonly [StatusKind, string]>> = {
  open: ['info', 'Open'],
  granted: ['good', 'Granted'],
  'turned-down': ['none', 'Turned down'],
  lapsed: ['warn', 'Lapsed'],
};

/** Exceptions asked for by the versions on this laptop: what waits, what was granted until when, and how long it took. */
export function Exceptions({ judged }: { readonly judged: readonly Judged[] }) {
  const rows = useMemo(() => {
    const today = now().slice(0, 10) as IsoDate;
    return judged
      .flatMap(({ version, outcome, acts, policy }) =>
        outcome === null || policy === null
          ? []
          : exceptionsOf(acts.map(approvalAct), outcome, approvalOf(policy).clocks, today).map((one) => ({
              version,
              one,
            })),
      )
      .toSorted((a, b) => Number(a.one.state !== 'open') - Number(b.one.state !== 'open'));
  }, [judged]);
  if (rows.length === 0) return null;
  const { settled, half, nineInTen } = resolutionTimes(rows.map(({ one }) => one));
  return (
    <section className="inbox-section">
      <h2>Exceptions to guardrails</h2>
      <p className="muted">
        {half === null || nineInTen === null
          ? 'None is settled yet.'
          : `Half of the ${settled} settled took ${counted(half, 'business day')} or less, nine in ten ${counted(nineInTen, 'business day')}.`}{' '}
        Half are to take {counted(SETTLED_WITHIN.half, 'business day')} at most, nine in ten{' '}
        {SETTLED_WITHIN.nineInTen}.
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Guardrail</th>
            <th scope="col">State</th>
            <th scope="col">Asked for</th>
            <th scope="col" className="number">
              Business days
            </th>
            <th scope="col">
              <span className="visually-hidden">Open</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ version, one }) => (
            <tr key={`${version.versionId}-${one.guardrail}`}>
              <td>
                {version.planName} <code>{version.versionId.slice(0, 8)}</code>
              </td>
              <td title={one.why}>{GUARDRAIL_NAMES[one.guardrail]}</td>
              <td>
                <Status kind={one.overdue ? 'bad' : STATES[one.state][0]}>
                  {one.overdue ? `Overdue since ${one.dueOn ?? ''}` : STATES[one.state][1]}
                  {one.state === 'granted' && one.until !== null ? ` until ${one.until}` : ''}
                  {one.state === 'open' && !one.overdue && one.dueOn !== null ? `, due ${one.dueOn}` : ''}
                </Status>
              </td>
              <td>{one.raisedOn}</td>
              <td className="number">{one.days}</td>
              <td>
                <Button
                  kind="quiet"
                  onPress={() => {
                    showVersion(version.versionId);
                    goTo('release');
                  }}
                >
                  Open it
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
