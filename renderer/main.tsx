import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startTheme } from './app/theme.ts';
import { enterClients } from './clients/clients.ts';
import { workstation } from './host/workstation-client.ts';
import { loadPeople } from './people/people.ts';
import { openFirstPlan } from './session/first-start.ts';
import { database, startSession } from './session/session.ts';
import './ui/base.css';
import { letGoOfOldPlans } from './workspace/let-go.ts';
import { followPlanChoices } from './workspace/plan-choices.ts';

startTheme();
workstation();
const root = createRoot(document.getElementById('app') ?? document.body);

async function start(): Promise<void> {
  if ((await enterClients()) === 'leaving') return;
  const started = await startSession();
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  if (!started.ok) return;
  void loadPeople();
  letGoOfOldPlans(started.value);
  followPlanChoices(started.value, database());
  await openFirstPlan(started.value);
}

void start();
