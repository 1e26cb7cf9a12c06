import type { Answer, Block, ConfidenceLevel, Source } from '../../domain/advisor/answer.ts';
import { CONFIDENCE_WORDS, doubtText, HOW_IT_IS_MADE, sourceText } from '../../formats/advisor/words.ts';
import { openGovernance } from '../governance/governance-tab.ts';
import { Button } from '../ui/Button.tsx';
import type { StatusKind } from '../ui/Status.tsx';
import { Status } from '../ui/Status.tsx';
import { AnswerCell, AnswerTableView } from './AnswerTable.tsx';
import { IssueList } from './IssueList.tsx';
import { showAccounts } from './show-subject.ts';

const LEVELS: Readonly<Record<ConfidenceLevel, StatusKind>> = { high: 'good', medium: 'info', low: 'warn' };

/** An answer as a document: verdict first, then what is said, what is missing, the tables, and where it comes from. */
export function AnswerView({ answer }: { readonly answer: Answer }) {
  const { verdict, summary, confidence } = answer;
  return (
    <div className="advisor-document">
      <div className={`advisor-verdict is-${verdict.tone}`}>
        <Status kind={verdict.tone} prose>
          {verdict.text}
        </Status>
        <Status kind={LEVELS[confidence.level]}>{CONFIDENCE_WORDS[confidence.level]}</Status>
      </div>
      {summary.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <MissingData answer={answer} />
      {answer.sections.map(({ title, blocks }) => (
        <section key={title}>
          <h2>{title}</h2>
          {blocks.map((block, i) => (
            // A section's blocks have no names and never change places.
            <BlockView key={i} block={block} />
          ))}
        </section>
      ))}
      <HowSure answer={answer} />
      <HowMade answer={answer} />
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'text':
      return <p>{block.text}</p>;
    case 'list':
      return (
        <ul className="advisor-bullets">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case 'facts':
      return (
        <dl className="advisor-facts">
          {block.facts.map(([label, cell]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <AnswerCell cell={cell} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'table':
      return <AnswerTableView table={block} />;
    case 'issues':
      return <IssueList issues={block.issues} empty={block.empty} />;
  }
}

function MissingData({ answer: { missing } }: { readonly answer: Answer }) {
  if (missing.length === 0) return null;
  return (
    <section className="advisor-missing">
      <h2>Not in the data</h2>
      <ul>
        {missing.map(({ what, effect, doThis }) => (
          <li key={what}>
            <strong>{what}.</strong> {effect} <span className="muted">{doThis}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function HowSure({ answer }: { readonly answer: Answer }) {
  const { confidence } = answer;
  const doubt = doubtText(answer);
  return (
    <section>
      <h2>How sure this is</h2>
      <ul className="advisor-sure">
        {confidence.pieces.map(({ name, level, text }) => (
          <li key={name}>
            <Status kind={LEVELS[level]}>{`${name}: ${level}`}</Status>
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {doubt === null ? null : (
        <p className="advisor-doubt">
          <Status kind="warn" prose>
            {doubt}
          </Status>
          <Button onPress={() => showAccounts(confidence.doubtful)}>Look at them</Button>
        </p>
      )}
    </section>
  );
}

function HowMade({ answer: { rule, sources } }: { readonly answer: Answer }) {
  return (
    <section className="advisor-made">
      <h2>How it is worked out</h2>
      <p>{rule.statement}</p>
      <dl className="advisor-parts">
        {rule.parts.map(([name, how]) => [
          <dt key={`${name} t`}>{name}</dt>,
          <dd key={`${name} d`}>{how}</dd>,
        ])}
      </dl>
      <h3>Sources</h3>
      <ul className="advisor-sources">
        {sources.map((source) => (
          <li key={sourceText(source)}>
            <SourceView source={source} />
          </li>
        ))}
      </ul>
      <p className="muted">{HOW_IT_IS_MADE}</p>
    </section>
  );
}

function SourceView({ source }: { readonly source: Source }) {
  if (source.kind !== 'policy') return sourceText(source);
  return (
    <button type="button" className="link" onClick={() => openGovernance('policy')}>
      {sourceText(source)}
    </button>
  );
}
