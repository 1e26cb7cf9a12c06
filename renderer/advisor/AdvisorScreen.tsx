import { useEffect } from 'react';
import { usePlan, useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { Panel } from '../ui/Panel.tsx';
import './advisor.css';
import { askOf, openFor, useAdvisor } from './advisor-store.ts';
import { AnswerTools } from './AnswerTools.tsx';
import { AnswerView } from './AnswerView.tsx';
import { useConfigurations } from './configuration-run.ts';
import { QuestionForm } from './QuestionForm.tsx';
import { QUESTION_LIST } from './questions.ts';
import { useAnswer } from './use-answer.ts';

/** Five questions a manager is asked, each with a short form and an answer she can take into her meeting. */
export function AdvisorScreen() {
  const plan = usePlan();
  useEffect(() => openFor(plan.planId), [plan.planId]);
  return (
    <div className="advisor">
      <div className="advisor-side">
        <Panel title="Advisor">
          <Questions />
          <QuestionForm plan={plan} />
        </Panel>
      </div>
      <AnswerPane />
    </div>
  );
}

function Questions() {
  const chosen = useAdvisor((state) => state.question);
  return (
    <ul className="advisor-questions" aria-label="Questions">
      {QUESTION_LIST.map(({ id, title, gives }) => (
        <li key={id}>
          <button
            type="button"
            aria-current={id === chosen}
            onClick={() => useAdvisor.setState({ question: id })}
          >
            <strong>{title}</strong>
            <span>{gives}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function AnswerPane() {
  const plan = usePlan();
  const head = useSession((state) => state.open?.head ?? 0);
  const state = useAdvisor();
  const { built, run } = useConfigurations();
  const ask = askOf(plan, state, built);
  const form = ask.question === 'configurations' ? `run ${run}` : JSON.stringify(ask.form);
  const { answer, errors, working } = useAnswer(plan.planId, head, ask, `${ask.question} ${form}`);
  if (errors !== null)
    return (
      <div className="app-centre">
        <ErrorNotice title="This could not be answered" errors={errors} />
        <Button onPress={() => useAdvisor.setState({})}>Ask again</Button>
      </div>
    );
  if (answer === null) return <EmptyState title="Working it out …">From the plan on this laptop.</EmptyState>;
  return (
    <section className="advisor-answer" aria-label={answer.title} aria-busy={working}>
      <header className="advisor-head">
        <div>
          <h1>{answer.title}</h1>
          <p className="muted">{answer.about}</p>
        </div>
        <AnswerTools answer={answer} planId={plan.planId} />
      </header>
      <AnswerView answer={answer} />
    </section>
  );
}
