import { goTo, useStep } from './route.ts';
import { JOURNEY } from './steps.ts';

export function StepNav() {
  const current = useStep();
  return (
    <nav className="step-nav" aria-label="Steps">
      <ol>
        {JOURNEY.map((step) => (
          <li key={step.id}>
            <a
              href={`#${step.id}`}
              aria-current={step.id === current ? 'step' : undefined}
              onClick={(event) => {
                event.preventDefault();
                goTo(step.id);
              }}
            >
              {step.label}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
