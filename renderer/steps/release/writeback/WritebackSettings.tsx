import type { QuotaPeriod } from '../../../../domain/writeback/quota-periods.ts';
import type { Environment, Target } from '../../../../domain/writeback/target.ts';
import { TARGET_NAMES, TARGETS } from '../../../../domain/writeback/target.ts';
import { Field, Select } from '../../../ui/Field.tsx';

export interface Settings {
  readonly target: Target;
  readonly environment: Environment;
  readonly quotaPeriod: QuotaPeriod;
  readonly effective: string;
  readonly reason: string;
  readonly model: string;
  readonly forecastingType: string;
  readonly metric: string;
}

const PERIODS = [
  { id: 'month', label: 'Months' },
  { id: 'quarter', label: 'Quarters' },
  { id: 'cycle', label: 'The whole cycle' },
] as const;

/** Where to, from when, and what a target needs to be told beside its exports. */
export function WritebackSettings({
  settings,
  change,
}: {
  readonly settings: Settings;
  readonly change: (changes: Partial<Settings>) => void;
}) {
  return (
    <div className="writeback-settings">
      <Select
        label="Target"
        value={settings.target}
        onChange={(target) => change({ target })}
        choices={TARGETS.map((id) => ({ id, label: TARGET_NAMES[id] }))}
      />
      <Select
        label="Environment"
        value={settings.environment}
        onChange={(environment) => change({ environment })}
        choices={[
          { id: 'sandbox', label: 'Sandbox', detail: 'Try it here first' },
          { id: 'production', label: 'Production', detail: 'After a complete sandbox run' },
        ]}
      />
      <Field
        label="Effective from"
        value={settings.effective}
        onChange={(effective) => change({ effective })}
        placeholder="2026-01-31"
      />
      {settings.target === 'salesforce' ? (
        <>
          <Field
            label="Territory model"
            value={settings.model}
            onChange={(model) => change({ model })}
            placeholder="The one in Planning"
          />
          <Field
            label="Forecasting type"
            value={settings.forecastingType}
            onChange={(forecastingType) => change({ forecastingType })}
            placeholder="That of its quotas"
          />
        </>
      ) : null}
      {settings.target === 'dynamics' ? (
        <Field
          label="Goal metric"
          value={settings.metric}
          onChange={(metric) => change({ metric })}
          placeholder="That of its goals"
        />
      ) : null}
      <Select
        label="Quotas by"
        value={settings.quotaPeriod}
        onChange={(quotaPeriod) => change({ quotaPeriod })}
        choices={PERIODS}
      />
    </div>
  );
}
