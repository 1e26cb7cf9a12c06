/** (objective − bound) / |objective|, never below 0. */
export const gapOf = (objective: number, bound: number): number =>
  Math.max(0, objective - bound) / Math.max(Math.abs(objective), 1e-9);
