import type { IsoDate } from '../../../domain/brand.ts';
import type { AccessRequest } from '../../../domain/governance/access-requests.ts';
import { accessRequests, accessReview } from '../../../domain/governance/access-requests.ts';
import { approvalOf } from '../../../domain/governance/approval-settings.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Profile } from '../../../workstation/contract.ts';
import { keyName, ROLE_NAMES, usePeople } from '../../people/people.ts';
import { post, postRefusal } from '../../session/notices.ts';
import { Button } from '../../ui/Button.tsx';
import { counted } from '../../ui/format.ts';
import { Status } from '../../ui/Status.tsx';
import { useTrail } from '../beside-plans.ts';
import { giveRole, lookedOver, refuseRole } from './access.ts';
import { periodWords, scopeWords } from './grant-words.ts';

interface Props {
  readonly plan: Plan;
  readonly by: Profile | null;
  readonly today: IsoDate;
}

/** Roles asked for and not yet answered, and how long the answers before took. */
export function AccessRequests({ plan, by, today }: Props) {
  const events = useTrail((state) => state.events);
  const requests = accessRequests(events, approvalOf(plan.policy).clocks, today);
  const waiting = requests.filter((one) => one.answer === null);
  const answered = requests.flatMap((one) => one.answer?.days ?? []);
  if (requests.length === 0) return null;
  const slowest = Math.max(...answered);
  return (
    <section>
      <h2>Asked for</h2>
      {waiting.length === 0 ? <p className="muted">Nothing waits for an answer.</p> : null}
      <ul className="access-requests">
        {waiting.map((one) => (
          <Waiting key={one.id} request={one} plan={plan} by={by} />
        ))}
      </ul>
      {answered.length === 0 ? null : (
        <p className="muted">
          {counted(answered.length, 'request was', 'requests were')} answered, the slowest after{' '}
          {counted(slowest, 'business day')}. Two are allowed.
        </p>
      )}
    </section>
  );
}

function Waiting(props: {
  readonly request: AccessRequest;
  readonly plan: Plan;
  readonly by: Profile | null;
}) {
  const { request, plan, by } = props;
  const { id, keyId, grant, dueOn, overdue } = request;
  const key = usePeople((state) => state.keys).find((one) => one.keyId === keyId);
  const give = async (actor: Profile): Promise<void> => {
    const done = await giveRole(keyId, grant, actor.actorId, id);
    if (!done.ok) return postRefusal('Nothing was granted', done.errors);
    post({ kind: 'done', title: `${ROLE_NAMES[grant.role]} granted` });
  };
  return (
    <li>
      <span>
        <strong>{key === undefined ? `Key ${keyId.slice(0, 8)}` : keyName(key)}</strong> as{' '}
        {ROLE_NAMES[grant.role]}
        <br />
        <span className="muted">
          {scopeWords(grant, plan)}, {periodWords(grant)}
        </span>
      </span>
      <Status kind={overdue ? 'bad' : 'info'}>{overdue ? `Was due ${dueOn}` : `Due ${dueOn}`}</Status>
      {by === null ? null : (
        <span className="access-buttons">
          <Button kind="primary" onPress={() => void give(by)}>
            Grant it
          </Button>
          <Button onPress={() => void refuseRole(keyId, grant, id, by.actorId)}>Do not</Button>
        </span>
      )}
    </li>
  );
}

/** Once a month somebody looks at every grant and says that it is still needed. */
export function AccessReview({ by, today }: Omit<Props, 'plan'>) {
  const { lastOn, dueOn, overdue } = accessReview(
    useTrail((state) => state.events),
    today,
  );
  const review = async (actor: Profile): Promise<void> => {
    await lookedOver(actor.actorId);
    post({ kind: 'done', title: 'Looked over', detail: 'It is on record, and due again in a month.' });
  };
  return (
    <div className="access-review">
      <span className="muted">
        {lastOn === null ? 'Nobody has looked this list over yet.' : `Looked over last on ${lastOn}.`}
      </span>
      {dueOn === null ? null : (
        <Status kind={overdue ? 'bad' : 'info'}>
          {overdue ? `Review was due ${dueOn}` : `Review by ${dueOn}`}
        </Status>
      )}
      {by === null ? null : <Button onPress={() => void review(by)}>Looked over: all still needed</Button>}
    </div>
  );
}
