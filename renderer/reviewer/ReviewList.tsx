import type { VersionId } from '../../domain/brand.ts';
import type { StorePlan } from '../host/store-host.ts';
import { rootFingerprint } from '../people/people.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { counted } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { Status } from '../ui/Status.tsx';
import { confirmRoot, showVersion, useReviewer } from './reviewer.ts';
import { YourKey } from './YourKey.tsx';

/** The newest versions of every plan, whom to believe, and one's own key. */
export function ReviewList() {
  const plans = useReviewer((state) => state.plans);
  return (
    <div className="release-side">
      <Panel title="Plans">
        <ul className="version-list">
          {plans.flatMap((plan) => plan.heads.map((head) => <Head key={head} plan={plan} head={head} />))}
        </ul>
      </Panel>
      <div className="release-side-foot">
        <Believed />
        <YourKey />
      </div>
    </div>
  );
}

function Head({ plan, head }: { readonly plan: StorePlan; readonly head: VersionId }) {
  const shown = useReviewer((state) => state.shown);
  return (
    <li>
      <button
        type="button"
        className="version-row"
        aria-current={head === shown}
        onClick={() => showVersion(head)}
      >
        <strong className="truncate">{plan.name}</strong>
        <span className="muted">{standing(plan, head)}</span>
        <span className="version-made muted truncate">
          {plan.diverged ? 'Changed twice; both are kept · ' : ''}
          {counted(plan.versions, 'version', 'versions')}
        </span>
        <code>{head.slice(0, 8)}</code>
      </button>
    </li>
  );
}

function standing({ approved, released }: StorePlan, head: VersionId): string {
  if (released.includes(head)) return 'Released';
  return approved === head ? 'Approved' : '';
}

/** Asked once in this browser: everything else rests on it. */
function Believed() {
  const { believed, distrust } = useReviewer();
  const { ring, confirmed } = believed;
  return (
    <Panel title="Whom you believe">
      <div className="reviewer-panel">
        {distrust.length > 0 ? (
          <ErrorNotice title="The keyring is not believed" errors={distrust} />
        ) : ring === null ? (
          <p className="muted">
            Nobody brought this workspace’s keyring yet, so nothing can be proven here. Ask your
            administrator.
          </p>
        ) : confirmed ? (
          <Status kind="good">{counted(ring.keys.length, 'key', 'keys')} of your workspace</Status>
        ) : (
          <>
            <p>Compare this fingerprint with the one your administrator tells you, by phone or in person:</p>
            <code className="reviewer-print">{rootFingerprint(ring.root.keyId)}</code>
            <Button kind="primary" onPress={() => void confirmRoot()}>
              It is the same
            </Button>
          </>
        )}
      </div>
    </Panel>
  );
}
