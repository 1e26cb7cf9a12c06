import { Check, ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
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
import { goTo } from '../app/route.ts';
import { commit, useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { counted } from '../ui/format.ts';
import { deletePlan, duplicatePlan, openPlan, openSamplePlan, restorePlan } from './plan-actions.ts';
import './plan-switcher.css';

export function PlanSwitcher() {
  const name = useSession((state) => state.open?.plan.name ?? null);
  const [renaming, setRenaming] = useState(false);
  return (
    <div className="plan-switcher-place">
      <MenuTrigger>
        <AriaButton className="plan-switcher" aria-label={name === null ? 'Choose a plan' : `Plan: ${name}`}>
          <span className="truncate">{name ?? 'No plan'}</span>
          <ChevronsUpDown aria-hidden="true" />
        </AriaButton>
        <Popover className="popover" placement="bottom start">
          <PlanMenu onRename={() => setRenaming(true)} />
        </Popover>
      </MenuTrigger>
      {renaming && name !== null ? <Rename name={name} onDone={() => setRenaming(false)} /> : null}
    </div>
  );
}

const ACTIONS: Readonly<Record<string, () => void>> = {
  import: () => goTo('data'),
  sample: openSamplePlan,
  duplicate: duplicatePlan,
  delete: deletePlan,
};

const RESTORE = 'restore:';

function PlanMenu({ onRename }: { readonly onRename: () => void }) {
  const plans = useSession((state) => state.plans);
  const deleted = plans.filter((plan) => plan.deletedAt !== null);
  const openId = useSession((state) => state.open?.plan.planId ?? null);
  const onAction = (key: string): void => {
    if (key === 'rename') onRename();
    else if (key.startsWith(RESTORE)) restorePlan(key.slice(RESTORE.length) as PlanId);
    else (ACTIONS[key] ?? (() => openPlan(key as PlanId)))();
  };
  return (
    <Menu
      className="list plan-menu"
      aria-label="Plans"
      disabledKeys={openId === null ? ['rename', 'duplicate', 'delete'] : []}
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
      <MenuItem id="delete" className="list-item">
        Delete this plan
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
