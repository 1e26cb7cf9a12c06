import { CircleHelp, Lightbulb, Redo2, Search, ShieldCheck, Undo2 } from 'lucide-react';
import { ClientSwitcher } from '../clients/ClientSwitcher.tsx';
import { PlanSwitcher } from '../workspace/PlanSwitcher.tsx';
import { redo, undo, useSession } from '../session/session.ts';
import { IconButton } from '../ui/Button.tsx';
import { openHelp, openPalette } from './overlays.ts';
import { shownKeys } from './keys.ts';
import { goTo, useStep } from './route.ts';
import { ProductMark } from './ProductMark.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import { SyncChip } from '../sync/SyncChip.tsx';
import { StepNav } from './StepNav.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import './top-bar.css';

export function TopBar() {
  return (
    <header className="top-bar">
      <a className="skip-link" href="#main">
        Skip to the step
      </a>
      <div className="top-bar-start">
        <ProductMark />
        <ClientSwitcher />
        <PlanSwitcher />
      </div>
      <StepNav />
      <div className="top-bar-end">
        <SyncChip />
        <SaveStatus />
        <UndoRedo />
        <Advisor />
        <Governance />
        <IconButton
          label="Find a command"
          keys={shownKeys('Mod+K')}
          icon={<Search />}
          onPress={openPalette}
        />
        <ThemeSwitch />
        <IconButton label="Keys and help" keys="?" icon={<CircleHelp />} onPress={openHelp} />
      </div>
    </header>
  );
}

function Advisor() {
  const shown = useStep() === 'advisor';
  return (
    <IconButton
      label="Advisor: which accounts, which cut, is it fair, whose plan, what is open"
      keys="Alt+9"
      icon={<Lightbulb />}
      pressed={shown}
      onPress={() => goTo('advisor')}
    />
  );
}

function Governance() {
  const shown = useStep() === 'govern';
  return (
    <IconButton
      label="Governance: what waits, policy, audit trail"
      keys="Alt+7"
      icon={<ShieldCheck />}
      pressed={shown}
      onPress={() => goTo('govern')}
    />
  );
}

function UndoRedo() {
  const last = useSession((state) => state.open?.history.undo.at(-1));
  const next = useSession((state) => state.open?.history.redo.at(-1));
  return (
    <div className="top-bar-pair">
      <IconButton
        label={last === undefined ? 'Nothing to undo' : `Undo: ${last.label}`}
        keys={shownKeys('Mod+Z')}
        icon={<Undo2 />}
        isDisabled={last === undefined}
        onPress={() => void undo()}
      />
      <IconButton
        label={next === undefined ? 'Nothing to redo' : `Redo: ${next.label}`}
        keys={shownKeys('Mod+Shift+Z')}
        icon={<Redo2 />}
        isDisabled={next === undefined}
        onPress={() => void redo()}
      />
    </div>
  );
}
