import { Suspense } from 'react';
import { ClientsPage } from '../clients/ClientsPage.tsx';
import { PrivacyPage } from '../privacy/PrivacyPage.tsx';
import { useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import './app.css';
import { useAppActions } from './app-actions.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { Crash } from './Crash.tsx';
import { HelpPage } from './HelpPage.tsx';
import { HostLost } from './HostLost.tsx';
import { Notices } from './Notices.tsx';
import { goTo, useStep } from './route.ts';
import { STEPS } from './steps.ts';
import { TopBar } from './TopBar.tsx';

export function App() {
  useAppActions();
  return (
    <div className="app">
      <div>
        <TopBar />
        <HostLost />
      </div>
      <main className="app-main" id="main">
        <CurrentStep />
      </main>
      <Notices />
      <CommandPalette />
      <HelpPage />
      <PrivacyPage />
      <ClientsPage />
    </div>
  );
}

function CurrentStep() {
  const id = useStep();
  const phase = useSession((state) => state.phase);
  const step = STEPS.find((candidate) => candidate.id === id);
  if (step === undefined) return null;
  if (phase.kind === 'failed')
    return (
      <div className="app-centre">
        <ErrorNotice title="Bailiwick could not open its store" errors={phase.errors} />
      </div>
    );
  if (phase.kind === 'starting') return <Starting words={phase.words} />;
  if (phase.kind === 'no-plan' && !step.withoutPlan) return <NoPlan />;
  return (
    <Crash key={id} what={step.label}>
      <Suspense fallback={<Starting words={`Opening ${step.label}`} />}>
        <step.Screen />
      </Suspense>
    </Crash>
  );
}

/** The frame of the workspace before its content: no spinner, no jump when it arrives. */
function Starting({ words }: { readonly words: string }) {
  return (
    <div className="app-skeleton" aria-busy="true">
      <div className="app-skeleton-side" />
      <div className="app-skeleton-map">
        <p className="muted" role="status">
          {words} …
        </p>
      </div>
      <div className="app-skeleton-side" />
    </div>
  );
}

function NoPlan() {
  return (
    <EmptyState
      title="No plan is open"
      actions={
        <Button kind="primary" onPress={() => goTo('data')}>
          Bring accounts in Data
        </Button>
      }
    >
      Choose a plan from the menu beside the name at the top, or bring a spreadsheet of accounts.
    </EmptyState>
  );
}
