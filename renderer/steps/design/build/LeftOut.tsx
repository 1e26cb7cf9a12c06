import { useFacts } from '../../../workspace/use-figures.ts';
import { Button } from '../../../ui/Button.tsx';
import { Status } from '../../../ui/Status.tsx';
import { counted, percent } from '../../../ui/format.ts';
import type { Proposal } from '../../../workspace/build-run.ts';
import { showRows } from '../../../workspace/map-view.ts';
import { selectRows } from '../../../workspace/selection.ts';

/** Accounts a proposal gives to nobody: how many, what they are worth, and where they are. */
export function LeftOut({ proposal }: { readonly proposal: Proposal }) {
  const { potential, active } = useFacts();
  const { answer, asked } = proposal;
  if (answer.unassigned.length === 0) return null;
  const rows = answer.unassigned.map((i) => asked.rows[i] ?? -1);
  const whole = potential.reduce((sum, each, row) => sum + (active[row] === 1 ? each : 0), 0);
  const left = rows.reduce((sum, row) => sum + (potential[row] ?? 0), 0);
  const show = (): void => {
    selectRows(rows);
    showRows(rows);
  };
  return (
    <>
      <Status kind="warn" prose>
        {counted(rows.length, 'account is', 'accounts are')} left without a territory
        {whole > 0 ? `: ${percent(left / whole)} of potential` : ''}
      </Status>
      <Button kind="quiet" onPress={show}>
        Show who is left out
      </Button>
    </>
  );
}
