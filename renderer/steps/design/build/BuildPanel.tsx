import { usePlan } from '../../../session/session.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useBuild } from '../../../workspace/build-run.ts';
import { BuildChoices } from './BuildChoices.tsx';
import './build-panel.css';
import { BuildProgress } from './BuildProgress.tsx';
import { FewMoves } from './FewMoves.tsx';
import { Pairing } from './Pairing.tsx';
import { Sizing } from './Sizing.tsx';
import { StressPanel } from './StressPanel.tsx';
import { Proposals } from './Proposals.tsx';

/** Builds territories by the optimizer: choices, then progress, then proposals to commit or leave. */
export function BuildPanel() {
  const plan = usePlan();
  const state = useBuild((run) => run.state);
  if (plan.territories.every((territory) => territory.retired || territory.locked))
    return (
      <EmptyState title="No territory can be built">
        Add a territory, or unlock one: locked territories keep exactly what they hold.
      </EmptyState>
    );
  switch (state.kind) {
    case 'idle':
      return (
        <div className="build-idle">
          <BuildChoices />
          <section className="inspector" aria-label="Before and beside a build">
            <FewMoves />
            <Sizing />
            <Pairing />
          </section>
          <StressPanel />
        </div>
      );
    case 'running':
      return <BuildProgress progress={state.progress} history={state.history} />;
    case 'done':
      return <Proposals {...state} />;
  }
}
