import { useState } from 'react';
import type { MinorUnits } from '../../../domain/brand.ts';
import { quotaDrivers } from '../../../domain/quotas/quota-drivers.ts';
import type { QuotaLine, QuotaPlan } from '../../../domain/quotas/quota-plan.ts';
import type { QuotaRisk } from '../../../domain/quotas/quota-risks.ts';
import { commit, usePlan } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { signedMoney, wholeMoney } from '../../ui/format.ts';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Status } from '../../ui/Status.tsx';

/** One line: what makes it what it is, what is risky about it, and setting it by hand with a reason. */
export function QuotaLineDetail(props: {
  readonly quotas: QuotaPlan;
  readonly line: QuotaLine;
  readonly risks: readonly QuotaRisk[];
}) {
  const { quotas, line, risks } = props;
  const plan = usePlan();
  const name = plan.territories[line.territory]?.name ?? '';
  return (
    <Panel title={name}>
      <div className="quota-detail">
        <p className="quota-amount">{wholeMoney(line.amount, plan.currency)}</p>
        {risks.map((risk) => (
          <Status prose key={risk.code} kind={risk.severity === 'error' ? 'bad' : 'warn'}>
            {risk.message}
          </Status>
        ))}
        <h3>How it comes about</h3>
        <ol className="quota-drivers">
          {quotaDrivers(quotas, line).map((driver) => (
            <li key={driver.driver}>
              <span>{driver.explanation}</span>
              <span className="number">{signedMoney(driver.amount, plan.currency)}</span>
            </li>
          ))}
          <li className="is-strong">
            <span>Quota</span>
            <span className="number">{wholeMoney(line.amount, plan.currency)}</span>
          </li>
        </ol>
        <SetByHand line={line} />
      </div>
    </Panel>
  );
}

function SetByHand({ line }: { readonly line: QuotaLine }) {
  const { currency } = usePlan();
  const [amount, setAmount] = useState<MinorUnits>(line.amount);
  const [reason, setReason] = useState(line.override?.reason ?? '');
  const unchanged = amount === line.amount && reason === (line.override?.reason ?? '');
  return (
    <form
      className="quota-override"
      onSubmit={(event) => {
        event.preventDefault();
        void commit({ type: 'overrideQuota', territory: line.territory, amount, reason });
      }}
    >
      <h3>Set by hand</h3>
      <MoneyField
        label="Quota"
        value={amount}
        currency={currency}
        onCommit={(value) => value !== null && setAmount(value)}
      />
      <Field
        label="Reason"
        value={reason}
        onChange={setReason}
        placeholder="Two accounts signed early"
        hint="Whoever approves reads this. The other lines take up the difference."
      />
      <div className="quota-buttons">
        <Button type="submit" kind="primary" isDisabled={unchanged || reason.trim() === ''}>
          Set quota
        </Button>
        {line.override === null ? null : (
          <Button onPress={() => void commit({ type: 'clearQuotaOverride', territory: line.territory })}>
            Back to the split
          </Button>
        )}
      </div>
    </form>
  );
}
