import type { Issue } from '../../domain/advisor/answer.ts';
import { commit } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { Status, Tag } from '../ui/Status.tsx';
import { showAccounts, showSubject } from './show-subject.ts';

/** Every issue with what answers it and what a manager can say. */
export function IssueList({ issues, empty }: { readonly issues: readonly Issue[]; readonly empty: string }) {
  if (issues.length === 0) return <p className="muted">{empty}</p>;
  return (
    <ul className="advisor-issues">
      {issues.map((issue) => (
        <li key={`${issue.code} ${issue.title}`}>
          <IssueCard issue={issue} />
        </li>
      ))}
    </ul>
  );
}

function IssueCard({ issue }: { readonly issue: Issue }) {
  const { code, tone, title, finding, remedy, talkingPoints, subject } = issue;
  return (
    <article className="advisor-issue">
      <div>
        <header>
          <Status kind={tone}>{tone === 'bad' ? 'Must' : 'Should'}</Status>
          <h3>
            {subject === null ? (
              title
            ) : (
              <button type="button" className="link" onClick={() => showSubject(subject)}>
                {title}
              </button>
            )}
          </h3>
          <Tag>{code}</Tag>
        </header>
        <p>{finding}</p>
        <p>
          <strong>{remedy.kind === 'adjustment' ? 'Adjustment: ' : 'Reason to keep it: '}</strong>
          {remedy.text}
        </p>
        {remedy.kind === 'adjustment' ? <Adjust command={remedy.command} /> : null}
      </div>
      <div className="advisor-points">
        <h4>Say</h4>
        <ul className="advisor-bullets">
          {talkingPoints.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </div>
    </article>
  );
}

/** Into the draft, as one edit that undo takes back. */
function Adjust({
  command,
}: {
  readonly command: Extract<Issue['remedy'], { kind: 'adjustment' }>['command'];
}) {
  return (
    <p className="advisor-adjust">
      {command.type === 'assignMany' ? (
        <Button onPress={() => showAccounts(command.rows.toSorted())}>Show the accounts</Button>
      ) : null}
      <Button onPress={() => void commit(command)}>Make it in the draft</Button>
    </p>
  );
}
