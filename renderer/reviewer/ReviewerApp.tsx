import { LogIn, LogOut, RefreshCw } from 'lucide-react';
import { Crash } from '../app/Crash.tsx';
import '../app/app.css';
import { Notices } from '../app/Notices.tsx';
import { ProductMark } from '../app/ProductMark.tsx';
import { ThemeSwitch } from '../app/ThemeSwitch.tsx';
import '../app/top-bar.css';
import '../steps/release/release-step.css';
import { Button, IconButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNotice } from '../ui/ErrorNotice.tsx';
import { loadReviewer, signOut, useReviewer } from './reviewer.ts';
import { ReviewList } from './ReviewList.tsx';
import { VersionScreen } from './VersionScreen.tsx';
import './reviewer.css';

/** Reviewing with a browser alone: what waits in the store, verified here, approved or returned here. */
export function ReviewerApp() {
  const { phase, session } = useReviewer();
  return (
    <div className="app">
      <header className="top-bar">
        <div className="top-bar-start">
          <ProductMark />
          <strong>Bailiwick</strong>
          <span className="muted">Reviews</span>
        </div>
        <span className="muted truncate">{session?.tenant}</span>
        <div className="top-bar-end">
          {phase !== 'open' ? null : (
            <>
              <span className="muted truncate">{session?.subject}</span>
              <IconButton
                label="Look for new versions"
                icon={<RefreshCw />}
                onPress={() => void loadReviewer()}
              />
              <IconButton label="Sign out" icon={<LogOut />} onPress={() => void signOut()} />
            </>
          )}
          <ThemeSwitch />
        </div>
      </header>
      <main className="app-main" id="main">
        <Crash what="Reviews">
          <Screen />
        </Crash>
      </main>
      <Notices />
    </div>
  );
}

function Screen() {
  const { phase, errors, shown } = useReviewer();
  if (phase === 'starting')
    return <EmptyState title="Opening …">Asking the store what waits for you.</EmptyState>;
  if (phase === 'signed-out') return <SignedOut />;
  if (phase === 'failed')
    return (
      <div className="app-centre">
        <ErrorNotice title="The store did not answer as it should" errors={errors} />
      </div>
    );
  return (
    <div className="release-step">
      <ReviewList />
      {shown === null ? (
        <EmptyState title="Nothing to review">
          No plan was sent to this store yet. Whoever submits one sends it from the app; look again then.
        </EmptyState>
      ) : (
        <VersionScreen key={shown} versionId={shown} />
      )}
    </div>
  );
}

function SignedOut() {
  return (
    <EmptyState
      title="Review territory plans"
      actions={
        <Button kind="primary" icon={<LogIn aria-hidden="true" />} onPress={() => location.assign('/login')}>
          Sign in
        </Button>
      }
    >
      Sign in as your organisation knows you. Each version is verified in this browser before it is shown as
      true.
    </EmptyState>
  );
}
