import type { ReactNode } from 'react';
import { textAt } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { MapFacts } from '../map-props.ts';
import type { AccountStates } from '../points/account-state.ts';
import { isLocked, isMoved, NOT_STAGED } from '../points/account-state.ts';
import type { Hit } from '../pick/hit.ts';

interface HoverCardProps {
  readonly hit: Hit;
  /** Where the symbol is, in CSS pixels of the map. */
  readonly at: { readonly x: number; readonly y: number };
  readonly size: { readonly x: number; readonly y: number };
  readonly plan: Plan;
  readonly facts: MapFacts;
  readonly colours: readonly string[];
  readonly states: AccountStates;
}

export function HoverCard(props: HoverCardProps): ReactNode {
  const { hit, at, size } = props;
  const below = at.y < 150;
  const shift = at.x < 140 ? 'start' : at.x > size.x - 140 ? 'end' : 'middle';
  const offset = hit.radius + 10;
  return (
    <div
      className={`map-card map-card-${shift} ${below ? 'map-card-below' : 'map-card-above'}`}
      style={{ left: at.x, top: at.y + (below ? offset : -offset) }}
    >
      {hit.rows.length === 1 ? <OneAccount {...props} row={hit.rows[0]!} /> : <ManyAccounts {...props} />}
    </div>
  );
}

function OneAccount(props: HoverCardProps & { readonly row: number }): ReactNode {
  const { row, plan, facts, states } = props;
  const potential = plan.accounts.number.potential[row] ?? NaN;
  const place = [textAt(plan.accounts, 'city', row), textAt(plan.accounts, 'state', row)]
    .filter(Boolean)
    .join(', ');
  const staged = states.stagedTo[row] ?? NOT_STAGED;
  return (
    <>
      <strong>
        {textAt(plan.accounts, 'name', row) ?? textAt(plan.accounts, 'accountId', row) ?? `Row ${row + 1}`}
      </strong>
      {place === '' ? null : <span className="map-card-note">{place}</span>}
      <span>{Number.isNaN(potential) ? 'No potential given' : facts.formatPotential(potential)}</span>
      <TerritoryLine {...props} territory={plan.assignment[row] ?? -1} />
      {staged === NOT_STAGED ? null : <TerritoryLine {...props} territory={staged} before="Pending: to " />}
      {isMoved(states, row) ? (
        <span className="map-card-note">Was {nameOf(plan, plan.baseline[row] ?? -1)}</span>
      ) : null}
      {isLocked(states, row) ? <span className="map-card-note">Locked</span> : null}
    </>
  );
}

function TerritoryLine(
  props: HoverCardProps & { readonly territory: number; readonly before?: string },
): ReactNode {
  const { territory, plan, colours, before } = props;
  return (
    <span className="map-card-territory">
      {territory < 0 ? (
        <span className="map-chip map-chip-none" aria-hidden="true" />
      ) : (
        <span className="map-chip" style={{ background: colours[territory] }} aria-hidden="true" />
      )}
      {before}
      {nameOf(plan, territory)}
    </span>
  );
}

const nameOf = (plan: Plan, territory: number): string => plan.territories[territory]?.name ?? 'Unassigned';

const MOST_TERRITORIES = 4;

function ManyAccounts(props: HoverCardProps): ReactNode {
  const { hit, plan, facts, colours } = props;
  const held = new Map<number, number>();
  let potential = 0;
  for (const row of hit.rows) {
    const territory = plan.assignment[row] ?? -1;
    held.set(territory, (held.get(territory) ?? 0) + 1);
    potential += plan.accounts.number.potential[row]! || 0;
  }
  const largest = [...held].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return (
    <>
      <strong>{hit.rows.length.toLocaleString()} accounts</strong>
      <span>{facts.formatPotential(potential)}</span>
      {largest.slice(0, MOST_TERRITORIES).map(([territory, count]) => (
        <span key={territory} className="map-card-territory">
          <span
            className={territory < 0 ? 'map-chip map-chip-none' : 'map-chip'}
            style={territory < 0 ? undefined : { background: colours[territory] }}
            aria-hidden="true"
          />
          {nameOf(plan, territory)} <span className="map-card-note">{count.toLocaleString()}</span>
        </span>
      ))}
      {largest.length > MOST_TERRITORIES ? (
        <span className="map-card-note">and {largest.length - MOST_TERRITORIES} more territories</span>
      ) : null}
    </>
  );
}
