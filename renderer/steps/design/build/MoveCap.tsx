import type { DesignChoices } from '../../../../solver-worker/page/contract.ts';
import { NumberInput, Switch } from '../../../ui/Field.tsx';
import { roundPercent } from '../../../ui/format.ts';
import { setChoices } from '../../../workspace/build-run.ts';

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };

/** How much of the plan may change hands; beginning with the policy's share, and never silently beyond it. */
export function MoveCap(props: { readonly choices: DesignChoices; readonly policyShare: number }) {
  const { choices, policyShare } = props;
  const share = choices.movedShare ?? policyShare;
  return (
    <>
      <Switch isSelected={choices.churnCap} onChange={(churnCap) => setChoices({ churnCap })}>
        Move at most {roundPercent(share)} of accounts and of sales
      </Switch>
      {choices.churnCap ? (
        <NumberInput
          label="Share that may move"
          value={share}
          minValue={0}
          maxValue={1}
          step={0.005}
          formatOptions={PERCENT}
          {...(share > policyShare
            ? { hint: `The policy allows ${roundPercent(policyShare)}; more needs an exception.` }
            : {})}
          onChange={(value) =>
            setChoices({ movedShare: Number.isNaN(value) || value === policyShare ? null : value })
          }
        />
      ) : null}
    </>
  );
}
