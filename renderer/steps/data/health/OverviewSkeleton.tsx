/** The frame of the overview while the first check runs. */
export function OverviewSkeleton() {
  return (
    <div className="overview is-waiting" aria-hidden="true">
      <div className="scorecard">
        {['score', 'a', 'b', 'c', 'd', 'e'].map((name) => (
          <div key={name} className="kpi-tile" />
        ))}
      </div>
      <div className="overview-cards">
        {['a', 'b', 'c'].map((name) => (
          <div key={name} className="data-card" />
        ))}
      </div>
    </div>
  );
}
