import type { Limits } from './dual.ts';

/**
 * Solves (H + damping·diag) step = gradient by conjugate gradients with a Jacobi preconditioner, over the coordinates
 * whose gradient is not zero. H is dense and symmetric: territories number hundreds, not thousands.
 */
export function newtonStep(
  curvature: Float64Array,
  gradient: Float64Array,
  limits: Limits,
  vector: Float64Array,
  damping: number,
): Float64Array {
  const size = gradient.length;
  const active: number[] = [];
  for (let d = 0; d < size; d++) if (gradient[d] !== 0 || vector[d] !== 0) active.push(d);
  const index = Int32Array.from(active);
  const step = new Float64Array(size);
  if (index.length === 0) return step;
  let mean = 0;
  for (const d of index) mean += curvature[d * size + d] as number;
  mean = mean / index.length || 1;
  const diagonal = Float64Array.from(index, (d) => {
    const quad = limits.quad[d] as number;
    const own = (curvature[d * size + d] as number) + (quad > 0 ? 1 / (2 * quad) : 0);
    return own * (1 + damping) + mean * (damping * 0.1 + 1e-9);
  });
  const x = conjugateGradients(curvature, size, index, diagonal, gradient);
  index.forEach((d, p) => (step[d] = x[p] as number));
  return step;
}

function conjugateGradients(
  curvature: Float64Array,
  size: number,
  index: Int32Array,
  diagonal: Float64Array,
  gradient: Float64Array,
): Float64Array {
  const m = index.length;
  const x = new Float64Array(m);
  const rest = Float64Array.from(index, (d) => gradient[d] as number);
  const scaled = rest.map((v, p) => v / (diagonal[p] as number));
  const way = scaled.slice();
  const image = new Float64Array(m);
  let rz = dot(rest, scaled);
  const enough = rz * 1e-8;
  for (let round = 0; round < 60 && rz > enough; round++) {
    for (let p = 0; p < m; p++) {
      const line = (index[p] as number) * size;
      let s = 0;
      for (let q = 0; q < m; q++)
        s += (curvature[line + (index[q] as number)] as number) * (way[q] as number);
      const d = index[p] as number;
      image[p] = s + ((diagonal[p] as number) - (curvature[line + d] as number)) * (way[p] as number);
    }
    const along = dot(way, image);
    if (!(along > 0)) break;
    const alpha = rz / along;
    for (let p = 0; p < m; p++) {
      x[p] = (x[p] as number) + alpha * (way[p] as number);
      rest[p] = (rest[p] as number) - alpha * (image[p] as number);
      scaled[p] = (rest[p] as number) / (diagonal[p] as number);
    }
    const next = dot(rest, scaled);
    const beta = next / rz;
    rz = next;
    for (let p = 0; p < m; p++) way[p] = (scaled[p] as number) + beta * (way[p] as number);
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let s = 0;
  for (let p = 0; p < a.length; p++) s += (a[p] as number) * (b[p] as number);
  return s;
}
