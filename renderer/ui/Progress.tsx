import { ProgressBar } from 'react-aria-components';
import { Button } from './Button.tsx';
import './progress.css';

interface ProgressProps {
  /** "Reading rows", "Balancing workload". */
  readonly label: string;
  /** 0..1, or null while the end is not known. */
  readonly done: number | null;
  /** "12,400 of 250,000 rows · 3 s". */
  readonly detail?: string;
  readonly onCancel?: () => void;
  readonly cancelLabel?: string;
}

export function Progress({ label, done, detail, onCancel, cancelLabel = 'Cancel' }: ProgressProps) {
  return (
    <ProgressBar
      className="progress"
      aria-label={label}
      isIndeterminate={done === null}
      value={(done ?? 0) * 100}
    >
      <div className="progress-words">
        <span>{label}</span>
        <span className="muted">{detail}</span>
        {onCancel === undefined ? null : (
          <Button kind="quiet" onPress={onCancel}>
            {cancelLabel}
          </Button>
        )}
      </div>
      <div className="progress-track">
        <div
          className={done === null ? 'progress-fill is-open' : 'progress-fill'}
          style={{ width: done === null ? '30%' : `${Math.round(done * 1000) / 10}%` }}
        />
      </div>
    </ProgressBar>
  );
}
