import type { Plan } from '../../domain/plan/plan.ts';
import { FEWEST_CONFIGURATIONS } from '../../domain/advisor/configurations.ts';
import { goTo } from '../app/route.ts';
import { Button } from '../ui/Button.tsx';
import { Switch } from '../ui/Field.tsx';
import { Progress } from '../ui/Progress.tsx';
import { Status } from '../ui/Status.tsx';
import { offerProposals } from '../workspace/build-run.ts';
import { showRight } from '../workspace/panels.ts';
import { buildConfigurations, CUTS, stopConfigurations, useConfigurations } from './configuration-run.ts';

/** Which ways to cut are built and compared; each can then be looked at on the map and committed there. */
export function ConfigurationFields({ plan }: { readonly plan: Plan }) {
  const { chosen, running, built, plan: from } = useConfigurations();
  const few = chosen.length < FEWEST_CONFIGURATIONS;
  return (
    <div className="advisor-form">
      {CUTS.map(({ id, label }) => (
        <Switch
          key={id}
          isSelected={chosen.includes(id)}
          isDisabled={running !== null}
          onChange={(on) =>
            useConfigurations.setState({
              chosen: on ? [...chosen, id] : chosen.filter((each) => each !== id),
            })
          }
        >
          {label}
        </Switch>
      ))}
      {running === null ? (
        <Button
          kind="primary"
          isDisabled={few || plan.territories.length === 0}
          onPress={() => void buildConfigurations(plan)}
        >
          {few ? 'Choose three or more' : 'Build and compare'}
        </Button>
      ) : (
        <Progress
          label={running.label}
          done={running.done / running.of}
          detail={`${running.done + 1} of ${running.of}`}
          onCancel={stopConfigurations}
          cancelLabel="Stop"
        />
      )}
      {built.length > 0 && from !== plan ? (
        <Status kind="warn" prose>
          The plan changed since; build again for figures that hold
        </Status>
      ) : null}
      {built.length > 0 && from === plan
        ? built.map(({ configuration: { label } }, i) => (
            <Button key={label} onPress={() => lookAt(plan, i)}>
              {`See “${label}”`}
            </Button>
          ))
        : null}
    </div>
  );
}

function lookAt(plan: Plan, chosen: number): void {
  offerProposals(
    plan,
    useConfigurations
      .getState()
      .built.map(({ configuration: { label }, made, answer }) => ({ label, made, answer })),
    chosen,
  );
  showRight('build');
  goTo('design');
}
