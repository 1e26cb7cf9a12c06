import type { SolverProgress } from '../../../../solver-worker/contract.ts';

const WIDTH = 280;
const HEIGHT = 56;

/** The best plan so far coming down towards the bound that nothing can pass; drawn as the run goes. */
export function Falling({ history }: { readonly history: readonly SolverProgress[] }) {
  const seen = history.filter(({ objective }) => objective !== null);
  const last = seen.at(-1);
  if (last === undefined || seen.length < 3) return null;
  const values = seen.flatMap(({ objective, bound }) => [objective, bound]).filter(isFigure);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const end = Math.max(1e-9, last.seconds);
  const start = seen[0]?.seconds ?? 0;
  const line = (of: (each: SolverProgress) => number | null): string =>
    seen
      .flatMap((each) => {
        const value = of(each);
        if (!isFigure(value)) return [];
        const x = (WIDTH * (each.seconds - start)) / Math.max(1e-9, end - start);
        const y = 2 + (HEIGHT - 4) * (high > low ? (high - value) / (high - low) : 0.5);
        return [`${x.toFixed(1)},${y.toFixed(1)}`];
      })
      .join(' ');
  return (
    <figure className="falling">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <polyline className="falling-bound" points={line(({ bound }) => bound)} />
        <polyline className="falling-best" points={line(({ objective }) => objective)} />
      </svg>
      <figcaption className="field-hint">The best so far, and the line nothing can pass</figcaption>
    </figure>
  );
}

const isFigure = (value: number | null): value is number => value !== null && Number.isFinite(value);
