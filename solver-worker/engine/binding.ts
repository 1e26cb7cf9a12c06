import { fixed } from '../../domain/measures/wording.ts';
import type { BandResult, ConstraintPrice } from '../contract.ts';
import type { Prices } from './candidates.ts';
import type { Model } from './model.ts';

/** Shadow prices of the limits that bind, dearest first, each said in plain words. */
export function bindingConstraints(
  model: Model,
  prices: Prices,
  loads: Float64Array,
  changed: Float64Array,
): ConstraintPrice[] {
  const found: ConstraintPrice[] = [];
  const least = 1e-6 * model.costScale;
  model.loads.forEach((term, m) => {
    if (term.kind === 'variance') return;
    for (let t = 0; t < model.r; t++) {
      const a = prices.loads[m * model.r + t] as number;
      const limit = (a > 0 ? term.high[t] : term.low[t]) as number;
      const perPercent = (Math.abs(a) * Math.abs(limit)) / 100;
      if (!(perPercent > least) || !Number.isFinite(limit)) continue;
      const kind = term.kind === 'capacity' ? 'capacity' : a > 0 ? 'band-high' : 'band-low';
      const used = (loads[m * model.r + t] as number) * term.scale;
      found.push({
        kind,
        name: term.name,
        territory: t,
        price: Math.abs(a) / term.scale,
        perPercent,
        used,
        limit: limit * term.scale,
        text: textOf(model, kind, term.name, t, perPercent),
      });
    }
  });
  model.caps.forEach((cap, g) => {
    const a = prices.caps[g] as number;
    if (!(a > 0)) return;
    const perPercent = (a * cap.limit) / 100;
    found.push({
      kind: cap.kind,
      name: '',
      territory: -1,
      price: a / cap.scale,
      perPercent,
      used: (changed[g] as number) * cap.scale,
      limit: cap.limit * cap.scale,
      text: textOf(model, cap.kind, '', -1, perPercent),
    });
  });
  return found.sort(
    (a, b) => b.perPercent - a.perPercent || a.territory - b.territory || (a.name < b.name ? -1 : 1),
  );
}

function textOf(
  model: Model,
  kind: 'capacity' | 'band-high' | 'band-low' | 'churn-accounts' | 'churn-revenue',
  name: string,
  territory: number,
  perPercent: number,
): string {
  const saves = `saves ${amount(perPercent)} of the objective`;
  const who = model.problem.territoryNames[territory] ?? `Territory ${territory + 1}`;
  switch (kind) {
    case 'capacity':
      return `${who} is full (${name}). 1% more capacity ${saves}.`;
    case 'band-high':
      return `${who} is at the top of its ${name} band. 1% more room ${saves}.`;
    case 'band-low':
      return `${who} is at the bottom of its ${name} band. 1% less to fill ${saves}.`;
    case 'churn-accounts':
      return `The cap on moved accounts binds. 1% more moves ${saves}.`;
    case 'churn-revenue':
      return `The cap on moved revenue binds. 1% more ${saves}.`;
  }
}

/** Three significant digits, without locale: texts are part of the answer's bytes. */
export function amount(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  const short = Number(value.toPrecision(3));
  return Math.abs(short) < 1000 ? String(short) : fixed(short, 0);
}

/** Every band against its target, met or not; `asked` limits, not the widened ones. */
export function bandResults(model: Model, assignment: Int32Array): BandResult[] {
  const results: BandResult[] = [];
  model.problem.measures.forEach((measure, source) => {
    const term = model.loads.find((l) => l.kind === 'band' && l.source === source);
    const loads = new Float64Array(model.r);
    let total = 0;
    for (let i = 0; i < model.n; i++) {
      const t = assignment[i] as number;
      const value = measure.values[i] as number;
      total += value;
      if (t >= 0) loads[t] = (loads[t] as number) + value;
    }
    for (let t = 0; t < model.r; t++) {
      const target = (measure.targetShare[t] as number) * total;
      const low = target * (1 - measure.tolerance);
      const high = target * (1 + measure.tolerance);
      const load = loads[t] as number;
      const slack = 1e-9 * Math.max(1, Math.abs(high));
      const feasible =
        term === undefined ||
        ((term.high[t] as number) * term.scale <= high + slack &&
          (term.low[t] as number) * term.scale >= low - slack);
      results.push({
        measure: measure.name,
        territory: t,
        load,
        target,
        low,
        high,
        met: load >= low - slack && load <= high + slack,
        feasible,
      });
    }
  });
  return results;
}
