import { ChevronsUpDown } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import type { PlanId } from '../../domain/brand.ts';
import { postRefusal } from '../session/notices.ts';
import { session, useSession } from '../session/session.ts';
import './plan-switcher.css';

async function open(planId: PlanId): Promise<void> {
  const opened = await session().openPlan(planId);
  if (!opened.ok) postRefusal('That plan was not opened', opened.errors);
}

export function PlanSwitcher() {
  const name = useSession((state) => state.open?.plan.name ?? null);
  const plans = useSession((state) => state.plans).filter((plan) => plan.deletedAt === null);
  return (
    <MenuTrigger>
      <Button className="plan-switcher" aria-label={name === null ? 'Choose a plan' : `Plan: ${name}`}>
        <span className="truncate">{name ?? 'No plan'}</span>
        <ChevronsUpDown aria-hidden="true" />
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu className="list" aria-label="Plans" onAction={(key) => void open(String(key) as PlanId)}>
          {plans.map((plan) => (
            <MenuItem key={plan.planId} id={plan.planId} textValue={plan.name} className="list-item">
              <Text slot="label">{plan.name}</Text>
              <Text slot="description" className="field-hint">
                {plan.accounts.toLocaleString()} accounts · {plan.territories} territories
              </Text>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
