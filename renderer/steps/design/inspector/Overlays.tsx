import { useState } from 'react';
import type { RepId } from '../../../../domain/brand.ts';
import type { Overlay, OverlayKind } from '../../../../domain/plan/overlay.ts';
import { OVERLAY_KINDS } from '../../../../domain/plan/overlay.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field, NumberInput, Select } from '../../../ui/Field.tsx';
import { counted, roundPercent } from '../../../ui/format.ts';
import {
  OVERLAY_WORDS,
  addToOverlay,
  endOverlay,
  newOverlay,
  showOverlay,
  takeFromOverlay,
} from '../../../workspace/overlays.ts';

/** Who covers these accounts beside, or instead of, their territory (ledger DSN-10). */
export function SelectionOverlays({ rows }: { readonly rows: Int32Array }) {
  const plan = usePlan();
  return (
    <section aria-label="Overlays">
      <h3>Overlays</h3>
      {plan.overlays.length === 0 ? (
        <p className="muted">
          No specialist, key-account manager or partner works beside the territories yet.
        </p>
      ) : (
        <ul className="overlay-list">
          {plan.overlays.map((overlay) => (
            <Membership key={overlay.overlayId} overlay={overlay} rows={rows} />
          ))}
        </ul>
      )}
      <NewOverlay rows={rows} />
    </section>
  );
}

function Membership({ overlay, rows }: { readonly overlay: Overlay; readonly rows: Int32Array }) {
  const members = new Set(overlay.rows);
  const inside = rows.reduce((sum, row) => sum + (members.has(row) ? 1 : 0), 0);
  const all = inside === rows.length;
  return (
    <li>
      <OverlayName overlay={overlay}>
        {rows.length === 1 ? (all ? ', covers it' : '') : `, ${inside} of these`}
      </OverlayName>
      <span className="inspector-buttons">
        {all ? null : <Button onPress={() => addToOverlay(overlay, rows)}>Add</Button>}
        {inside === 0 ? null : <Button onPress={() => takeFromOverlay(overlay, rows)}>Take out</Button>}
      </span>
    </li>
  );
}

function OverlayName({ overlay, children }: { readonly overlay: Overlay; readonly children: string }) {
  const plan = usePlan();
  const names = overlay.repIds.flatMap((id) => plan.reps.find(({ repId }) => repId === id)?.name ?? []);
  return (
    <span>
      <strong>{overlay.name}</strong>
      {children}
      <br />
      <span className="muted">
        {[OVERLAY_WORDS[overlay.kind], ...names, creditText(overlay.credit)].join(' · ')}
      </span>
    </span>
  );
}

const creditText = (credit: number): string => `${roundPercent(credit)} credit`;

/** All overlays of the plan, when nothing is selected. */
export function PlanOverlays() {
  const plan = usePlan();
  if (plan.overlays.length === 0) return null;
  return (
    <section className="plan-overlays" aria-label="Overlays of the plan">
      <h3>Overlays</h3>
      <ul className="overlay-list">
        {plan.overlays.map((overlay) => (
          <li key={overlay.overlayId}>
            <OverlayName
              overlay={overlay}
            >{`, ${counted(overlay.rows.length, 'account', 'accounts')}`}</OverlayName>
            <span className="inspector-buttons">
              <Button onPress={() => showOverlay(overlay)}>Show</Button>
              <Button kind="quiet" onPress={() => endOverlay(overlay)}>
                End
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const NOBODY = 'nobody';

function NewOverlay({ rows }: { readonly rows: Int32Array }) {
  const plan = usePlan();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<OverlayKind>('specialist');
  const [rep, setRep] = useState<string>(NOBODY);
  const [credit, setCredit] = useState(0);
  const make = async (): Promise<void> => {
    const repIds = rep === NOBODY ? [] : [rep as RepId];
    if (await newOverlay({ name: name.trim(), kind, repIds, credit }, rows)) setName('');
  };
  return (
    <details className="build-more">
      <summary>New overlay over {counted(rows.length, 'account', 'accounts')}</summary>
      <Field label="Name" value={name} onChange={setName} placeholder="Cardiology specialists" />
      <Select
        label="Kind"
        value={kind}
        onChange={setKind}
        choices={OVERLAY_KINDS.map((id) => ({ id, label: OVERLAY_WORDS[id] }))}
      />
      <Select
        label="Worked by"
        value={rep}
        onChange={setRep}
        choices={[
          { id: NOBODY, label: 'Nobody of the roster' },
          ...plan.reps.map(({ repId, name: label, city }) => ({
            id: String(repId),
            label,
            detail: city ?? '',
          })),
        ]}
      />
      <NumberInput
        label="Share of the sales credited to it"
        value={credit}
        minValue={0}
        maxValue={1}
        step={0.01}
        formatOptions={{ style: 'percent', maximumFractionDigits: 0 }}
        onChange={(value) => setCredit(Number.isNaN(value) ? 0 : value)}
      />
      {kind === 'partner' ? (
        <p className="field-hint">
          They leave their territories and take no part in building or measuring until the overlay ends.
        </p>
      ) : null}
      <div className="inspector-buttons">
        <Button isDisabled={name.trim() === ''} onPress={() => void make()}>
          Make overlay
        </Button>
      </div>
    </details>
  );
}
