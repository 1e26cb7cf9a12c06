import { counted } from '../../../ui/format.ts';
import { ArrowRight } from 'lucide-react';
import { goTo } from '../../../app/route.ts';
import type { RuleGroup } from '../../../intake/findings-api.ts';
import type { HealthReport } from '../../../intake/health-api.ts';
import { Button } from '../../../ui/Button.tsx';
import { GeoBar } from '../parts/GeoBar.tsx';
import { Gate, Scorecard } from '../parts/Scorecard.tsx';
import { SeverityMark } from '../parts/SeverityMark.tsx';
import { OverviewSkeleton } from './OverviewSkeleton.tsx';

const SHOWN = 7;

export function OverviewTab(props: {
  readonly report: HealthReport | null;
  readonly onRule: (rule: string) => void;
  readonly onDuplicates: () => void;
}) {
  const { report, onRule, onDuplicates } = props;
  if (report === null) return <OverviewSkeleton />;
  return (
    <div className="overview">
      <Scorecard card={report.scorecard} />
      <div className="overview-cards">
        <NextSteps report={report} onRule={onRule} onDuplicates={onDuplicates} />
        <GeoBar counts={report.geocoded} />
        <Gate items={report.scorecard.gate.items} pass={report.scorecard.gate.pass} />
      </div>
      <footer className="overview-foot">
        <p className="muted">{standingWords(report)}</p>
        <Button kind="primary" icon={<ArrowRight aria-hidden="true" />} onPress={() => goTo('score')}>
          Go to Score
        </Button>
      </footer>
    </div>
  );
}

function standingWords({ active, closed, excluded, merged, reserved }: HealthReport): string {
  const out = [
    closed > 0 ? `${counted(closed, 'closed site')}` : '',
    excluded > 0 ? `${counted(excluded, 'excluded account')}` : '',
    merged > 0 ? `${counted(merged, 'merged row')}` : '',
    reserved > 0 ? `${counted(reserved, 'account')} reserved for a partner` : '',
  ].filter((words) => words !== '');
  const planned = `${counted(active, 'account')} in planning`;
  return out.length === 0 ? planned : `${planned}; left out: ${out.join(', ')}.`;
}

function NextSteps(props: {
  readonly report: HealthReport;
  readonly onRule: (rule: string) => void;
  readonly onDuplicates: () => void;
}) {
  const { report, onRule, onDuplicates } = props;
  const groups = report.groups.filter((group) => group.open > 0);
  return (
    <section className="data-card" aria-label="What to look at">
      <header>
        <h2>What to look at</h2>
      </header>
      {groups.length === 0 && report.pairs === 0 ? (
        <p className="muted">Nothing is wrong with this data as far as the rules can tell.</p>
      ) : (
        <ul className="next-steps">
          {groups.slice(0, SHOWN).map((group) => (
            <li key={group.rule}>
              <button type="button" onClick={() => onRule(group.rule)}>
                <SeverityMark severity={group.severity} />
                <span className="truncate">{group.title}</span>
                <span className="muted next-count">{countWords(group)}</span>
              </button>
            </li>
          ))}
          {report.pairs === 0 ? null : (
            <li>
              <button type="button" onClick={onDuplicates}>
                <SeverityMark severity="info" />
                <span className="truncate">Pairs that may be one account</span>
                <span className="muted next-count">{report.pairs.toLocaleString('en-US')}</span>
              </button>
            </li>
          )}
          {groups.length <= SHOWN ? null : (
            <li>
              <button type="button" onClick={() => onRule(groups[SHOWN]?.rule ?? '')}>
                <span className="truncate muted">{counted(groups.length - SHOWN, 'more kind')}</span>
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

const countWords = ({ open, fixable }: RuleGroup): string =>
  fixable === 0
    ? open.toLocaleString('en-US')
    : `${open.toLocaleString('en-US')}, ${fixable === open ? 'all' : fixable.toLocaleString('en-US')} with a fix`;
