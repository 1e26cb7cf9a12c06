import { useMemo } from 'react';
import type { Alternative } from '../../../../domain/advice/why-here.ts';
import { whyHere } from '../../../../domain/advice/why-here.ts';
import { usePlan, useSession } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Status } from '../../../ui/Status.tsx';
import { TerritoryName } from '../../../workspace/TerritoryName.tsx';
import { stageTo } from '../../../workspace/staged.ts';
import { useColours } from '../../../workspace/use-colours.ts';

/** Why the account is where it is, and what the nearest other territories would mean. */
export function WhyHere({ row }: { readonly row: number }) {
  const plan = usePlan();
  const colours = useColours();
  const open = useSession((state) => state.open);
  const why = useMemo(() => (open === null ? null : whyHere(open.plan, open.accumulators, row)), [open, row]);
  if (why === null) return null;
  return (
    <section>
      <h3>Why is this account here</h3>
      <p>
        <strong>
          <TerritoryName
            colour={colours[why.territory]}
            name={plan.territories[why.territory]?.name ?? 'No territory'}
          />
        </strong>
      </p>
      {why.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {why.alternatives.length === 0 ? null : (
        <>
          <h3>Elsewhere</h3>
          <ul className="elsewhere">
            {why.alternatives.map((alternative) => (
              <Elsewhere key={alternative.territory} alternative={alternative} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Elsewhere({ alternative }: { readonly alternative: Alternative }) {
  const plan = usePlan();
  const colours = useColours();
  const { territory, effect, blocked } = alternative;
  return (
    <li>
      <div className="elsewhere-head">
        <TerritoryName colour={colours[territory]} name={plan.territories[territory]?.name ?? ''} />
        <Button kind="quiet" isDisabled={blocked !== null} onPress={() => stageTo(territory)}>
          Try
        </Button>
      </div>
      {blocked === null ? <p className="muted">{effect}</p> : <Status kind="warn">{blocked}</Status>}
    </li>
  );
}
