import type { HealthReport } from '../../../intake/health-api.ts';
import { FindingsBrowser } from '../parts/FindingsBrowser.tsx';
import { OverviewSkeleton } from './OverviewSkeleton.tsx';

export function FindingsTab(props: {
  readonly report: HealthReport | null;
  readonly rule: string | null;
  readonly onRule: (rule: string) => void;
}) {
  const { report, rule, onRule } = props;
  if (report === null) return <OverviewSkeleton />;
  return (
    <FindingsBrowser scope="plan" check={report.check} groups={report.groups} rule={rule} onRule={onRule} />
  );
}
