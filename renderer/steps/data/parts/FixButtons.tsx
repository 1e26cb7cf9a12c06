import { EyeOff, RotateCcw, Wrench } from 'lucide-react';
import type { FindingView } from '../../../intake/findings-api.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { Status } from '../../../ui/Status.tsx';
import { applyFix, bringBack, skip } from '../health-store.ts';
import { fixLabelOf } from '../model/finding-words.ts';

/** What can be done about one finding, on its row. */
export function FixButtons({ finding, done }: { readonly finding: FindingView; readonly done: boolean }) {
  if (done) return <Status kind="good">Fixed</Status>;
  if (finding.skipped)
    return (
      <IconButton
        label="Bring back"
        icon={<RotateCcw aria-hidden="true" />}
        onPress={() => void bringBack([finding.key])}
      />
    );
  return (
    <span className="fix-buttons">
      {finding.fixLabel === null ? null : (
        <IconButton
          label={finding.fixLabel}
          icon={<Wrench aria-hidden="true" />}
          onPress={() =>
            void applyFix({ kind: 'finding', key: finding.key }, fixLabelOf(finding), [finding.key])
          }
        />
      )}
      <IconButton
        label="Skip: leave it as it is"
        icon={<EyeOff aria-hidden="true" />}
        onPress={() => void skip([finding.key])}
      />
    </span>
  );
}
