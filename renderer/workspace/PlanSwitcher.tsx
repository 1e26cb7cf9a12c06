import { Check, ChevronsUpDown } from 'lucide-react';
import { useRef, useState } from 'react';
import {
  Button as AriaButton,
  Dialog,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
  Text,
} from 'react-aria-components';
import type { PlanId } from '../../domain/brand.ts';
import { openClients } from '../app/overlays.ts';
import { goTo } from '../app/route.ts';
import { commit, useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FilePicker } from '../ui/FilePicker.tsx';
import { counted } from '../ui/format.ts';
import {
  deletePlan,
  duplicatePlan,
  openPlan,
  openPlanFile,
  openSamplePlan,
  purgePlans,
  restorePlan,
  savePlanFile,
} from './plan-actions.ts';
import './plan-switcher.css';

export function PlanSwitcher() {
  const name = useSession((state) => state.open?.plan.name ?? null);
  const [shown, setShown] = useState<'rename' | 'purge' | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="plan-switcher-place">
      <MenuTrigger>
        <AriaButton className="plan-switcher" aria-label={name === null ? 'Choose a plan' : `Plan: ${name}`}>
          <span className="truncate">{name ?? 'No plan'}</span>
          <ChevronsUpDown aria-hidden="true" />
        </AriaButton>
        <Popover className="popover" placement="bottom start">
          <PlanMenu
            own={{
              rename: () => setShown('rename'),
              purge: () => setShown('purge'),
              open: () => picker.current?.click(),
            }}
          />
        </Popover>
      </MenuTrigger>
      <FilePicker
        ref={picker}
        label="Plan file"
        accept=".bailiwick"
        onFiles={([file]) => {
          if (file !== undefined) void openPlanFile(file);
        }}
      />
      {shown === 'rename' && name !== null ? <Rename name={name} onDone={() => setShown(null)} /> : null}
      {shown === 'purge' ? <Purge onDone={() => setShown(null)} /> : null}
    </div>
  );
}

const ACTIONS: Readonly<Record<string, () => void>> = {
  import: () => goTo('data'),
  sample: openSamplePlan,
  duplicate: duplicatePlan,
  delete: deletePlan,
  save: savePlanFile,
  compare: () => goTo('compare'),
  clients: openClients,
};

const RESTORE = 'restore:';

function PlanMenu({ own }: { readonly own: Readonly<Record<'rename' | 'purge' | 'open', () => void>> }) {
  const plans = useSession((state) => state.plans);
  const deleted = plans.filter((plan) => plan.deletedAt !== null);
  const openId = useSession((state) => state.open?.plan.planId ?? null);
  const onAction = (key: string): void => {
    if (key === 'rename' || key === 'purge' || key === 'open') own[key]();
    else if (key.startsWith(RESTORE)) restorePlan(key.slice(RESTORE.length) as PlanId);
    else (ACTIONS[key] ?? (() => openPlan(key as PlanId)))();
  };
  return (
    <Menu
      className="list plan-menu"
      aria-label="Plans"
      disabledKeys={openId === null ? ['rename', 'duplicate', 'compare', 'delete', 'save'] : []}
      onAction={(key) => onAction(String(key))}
    >
      <MenuSection>
        <Header className="plan-menu-head">Plans on this laptop</Header>
        {plans
          .filter((plan) => plan.deletedAt === null)
          .map((plan) => (
            <MenuItem
              key={plan.planId}
              id={plan.planId}
              textValue={plan.name}
              className="list-item plan-item"
            >
              <Text slot="label">{plan.name}</Text>
              <Text slot="description" className="field-hint">
                {counted(plan.accounts, 'account', 'accounts')} ·{' '}
                {counted(plan.territories, 'territory', 'territories')}
              </Text>
              {plan.planId === openId ? <Check role="img" aria-label="open" /> : null}
            </MenuItem>
          ))}
      </MenuSection>
      <Separator className="plan-menu-rule" />
      <MenuItem id="import" className="list-item">
        New plan from a file …
      </MenuItem>
      <MenuItem id="open" className="list-item">
        Open a plan file …
      </MenuItem>
      <MenuItem id="sample" className="list-item">
        New sample plan
      </MenuItem>
      <Separator className="plan-menu-rule" />
      <MenuItem id="rename" className="list-item">
        Rename this plan …
      </MenuItem>
      <MenuItem id="duplicate" className="list-item">
        Duplicate this plan
      </MenuItem>
      <MenuItem id="compare" className="list-item">
        Compare with another plan …
      </MenuItem>
      <MenuItem id="save" className="list-item">
        Save this plan as a file
      </MenuItem>
      <MenuItem id="delete" className="list-item">
        Delete this plan
      </MenuItem>
      <Separator className="plan-menu-rule" />
      <MenuItem id="clients" className="list-item">
        Clients kept apart …
      </MenuItem>
      {deleted.length === 0 ? null : (
        <MenuSection>
          <Header className="plan-menu-head">Deleted, choose one to bring it back</Header>
          {deleted.map((plan) => (
            <MenuItem
              key={plan.planId}
              id={RESTORE + plan.planId}
              textValue={plan.name}
              className="list-item"
            >
              {plan.name}
            </MenuItem>
          ))}
          <MenuItem id="purge" className="list-item">
            Remove deleted plans for good …
          </MenuItem>
        </MenuSection>
      )}
    </Menu>
  );
}

function Rename({ name, onDone }: { readonly name: string; readonly onDone: () => void }) {
  const [text, setText] = useState(name);
  const save = (): void =>
    void commit({ type: 'renamePlan', name: text }).then((done) => {
      if (done.ok) onDone();
    });
  return (
    <Dialog className="plan-rename" aria-label="Rename this plan">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      >
        <Field label="Name of the plan" value={text} onChange={setText} autoFocus />
        <div className="plan-rename-buttons">
          <Button kind="quiet" onPress={onDone}>
            Cancel
          </Button>
          <Button kind="primary" type="submit">
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Says by name what goes and cannot come back. */
function Purge({ onDone }: { readonly onDone: () => void }) {
  const plans = useSession((state) => state.plans);
  const deleted = plans.filter((plan) => plan.deletedAt !== null);
  return (
    <Dialog className="plan-rename" aria-label="Remove deleted plans for good">
      <p>
        This takes {counted(deleted.length, 'deleted plan', 'deleted plans')} off this laptop with all edits.
        It cannot be undone. Signed versions stay.
      </p>
      <ul className="plan-purge-list">
        {deleted.map((plan) => (
          <li key={plan.planId} className="truncate">
            {plan.name}
          </li>
        ))}
      </ul>
      <div className="plan-rename-buttons">
        <Button
          kind="quiet"
          autoFocus
          onPress={onDone}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onDone();
          }}
        >
          Keep them
        </Button>
        <Button
          kind="danger"
          isDisabled={deleted.length === 0}
          onPress={() => {
            onDone();
            void purgePlans(deleted.map((plan) => plan.planId));
          }}
        >
          Remove for good
        </Button>
      </div>
    </Dialog>
  );
}
