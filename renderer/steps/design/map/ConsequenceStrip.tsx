import { useEffect, useMemo } from 'react';
import type { MovePreview } from '../../../../domain/measures/preview-move.ts';
import { previewMove } from '../../../../domain/measures/preview-move.ts';
import type { TerritoryFigures } from '../../../../domain/measures/territory-figures.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import { UNASSIGNED } from '../../../../domain/plan/plan.ts';
import { Button } from '../../../ui/Button.tsx';
import { Status } from '../../../ui/Status.tsx';
import { count, counted, decimal, potentialNumber, roundPercent, signedPercent } from '../../../ui/format.ts';
import { TerritoryName } from '../../../workspace/TerritoryName.tsx';
import { commitStaged } from '../../../workspace/moves.ts';
import { useSelection } from '../../../workspace/selection.ts';
import { discardStaged, useStaged } from '../../../workspace/staged.ts';
import { useColours } from '../../../workspace/use-colours.ts';
import type { TerritoryRows } from '../../../workspace/use-figures.ts';
import { useMeasureContext, useTerritoryRows } from '../../../workspace/use-figures.ts';
import { usePlan, useSession } from '../../../session/session.ts';
import { BeforeAfterText } from './BeforeAfterText.tsx';
import './consequence-strip.css';

/** What the staged move would do, worked out anew whenever the plan, the selection or the target changes. */
export function useStagedPreview(): MovePreview | null {
  const open = useSession((state) => state.open);
  const rows = useSelection((state) => state.rows);
  const to = useStaged((state) => state.to);
  return useMemo(
    () =>
      open === null || to === null || rows.length === 0
        ? null
        : previewMove(open.plan, open.accumulators, rows, to),
    [open, rows, to],
  );
}

export function ConsequenceStrip({ preview }: { readonly preview: MovePreview }) {
  const plan = usePlan();
  const to = useStaged((state) => state.to) ?? UNASSIGNED;
  const target = plan.territories[to]?.name ?? 'no territory';
  useEnterCommits();
  return (
    <section className="strip" aria-label="What this move would do">
      <header className="strip-head">
        <h2>
          {preview.rows.length === 0
            ? `Nothing would move to ${target}`
            : `Move ${counted(preview.rows.length, 'account', 'accounts')} to ${target}`}
        </h2>
        <Verdict preview={preview} />
        <div className="strip-buttons">
          <Button kind="quiet" keys="Esc" onPress={discardStaged}>
            Discard
          </Button>
          <Button
            kind="primary"
            keys="Enter"
            isDisabled={preview.rows.length === 0}
            onPress={() => void commitStaged()}
          >
            Commit
          </Button>
        </div>
      </header>
      {preview.blocked.map((blocked) => (
        <p key={blocked.code} className="strip-note">
          <Status kind="warn">{counted(blocked.rows.length, 'account stays', 'accounts stay')}</Status>{' '}
          {blocked.message}
        </p>
      ))}
      <StripTable plan={plan} preview={preview} />
    </section>
  );
}

/** Where Enter goes on meaning what it means there. */
const OWN_ENTER = 'input, textarea, select, [role="menu"], [role="listbox"], [role="dialog"], .strip';

/** Enter makes the move from wherever the focus is: the map, a row of a table, the button that staged it. */
function useEnterCommits(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== 'Enter' || target?.closest(OWN_ENTER) != null) return;
      event.preventDefault();
      event.stopPropagation();
      void commitStaged();
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
}

/** Rules the move would break, and what it costs in relationships. */
function Verdict({ preview }: { readonly preview: MovePreview }) {
  const lost = relationshipsLost(preview);
  return (
    <div className="strip-verdict">
      {lost > 0 ? (
        <Status kind="warn">{counted(lost, 'relationship lost', 'relationships lost')}</Status>
      ) : lost < 0 ? (
        <Status kind="good">{counted(-lost, 'relationship restored', 'relationships restored')}</Status>
      ) : (
        <Status kind="good">No relationship lost</Status>
      )}
      {preview.worsened.map(({ measure, result }) => (
        <span key={measure.key} title={result.explanation}>
          <Status kind={result.status === 'fail' ? 'bad' : 'warn'}>
            {measure.label} {result.status === 'fail' ? 'missed' : 'to watch'}
          </Status>
        </span>
      ))}
      {preview.worsened.length === 0 ? <Status kind="good">No rule broken</Status> : null}
    </div>
  );
}

const relationshipsLost = ({ territories }: MovePreview): number =>
  territories.reduce((sum, { before, after }) => sum + after.relationshipsLost - before.relationshipsLost, 0);

function StripTable({ plan, preview }: { readonly plan: Plan; readonly preview: MovePreview }) {
  const colours = useColours();
  const rows = useTerritoryRows();
  const context = useMeasureContext();
  const { targets } = context.plan.policy;
  return (
    <div className="strip-scroll">
      <table className="strip-table">
        <thead>
          <tr>
            <th scope="col">Territory</th>
            <th scope="col">Accounts</th>
            <th scope="col">Potential, {plan.potentialUnit.name}</th>
            <th scope="col">vs. target</th>
            <th scope="col">Visits, h/yr</th>
            <th scope="col">Load</th>
            <th scope="col">Travel, h/wk</th>
          </tr>
        </thead>
        <tbody>
          {preview.territories.map((pair) => (
            <tr key={pair.after.territory}>
              <th scope="row">
                <TerritoryName
                  colour={colours[pair.after.territory]}
                  name={plan.territories[pair.after.territory]?.name ?? 'Unassigned'}
                />
              </th>
              <BeforeAfterText pair={pair} of={(f) => f.accounts} text={count} />
              <BeforeAfterText
                pair={pair}
                of={(f) => f.potential}
                text={(v) => potentialNumber(v, plan.potentialUnit)}
              />
              <BeforeAfterText
                pair={pair}
                of={(f) => deviationOf(rows, f)}
                text={signedPercent}
                broken={(v) => Math.abs(v) > targets.balanceTolerance}
              />
              <BeforeAfterText pair={pair} of={(f) => f.workloadHours} text={count} />
              <BeforeAfterText
                pair={pair}
                of={(f) => f.utilisation}
                text={roundPercent}
                broken={(v) => v > 1}
              />
              <BeforeAfterText
                pair={pair}
                of={(f) => (f.territory === UNASSIGNED ? null : f.travelHoursPerWeek)}
                text={decimal}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function deviationOf(rows: TerritoryRows, figures: TerritoryFigures): number | null {
  const expected = rows.byIndex.get(figures.territory)?.expectedShare ?? 0;
  return expected === 0 ? null : figures.potentialShare / expected - 1;
}
