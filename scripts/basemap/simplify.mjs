/** Douglas-Peucker in whole units; both ends stay, so that lines that meet still meet. */
export function simplify(points, tolerance) {
  const last = points.length - 1;
  if (last < 2) return points;
  const keep = new Uint8Array(points.length);
  keep[0] = keep[last] = 1;
  const spans = [[0, last]];
  while (spans.length > 0) {
    const [from, to] = spans.pop();
    const { index, distance } = farthest(points, from, to);
    if (distance <= tolerance) continue;
    keep[index] = 1;
    spans.push([from, index], [index, to]);
  }
  const kept = points.filter((_, i) => keep[i] === 1);
  // A closed line needs three corners to have an inside.
  return isClosed(points) && kept.length < 4
    ? points.filter((_, i) => i % Math.ceil(last / 3) === 0 || i === last)
    : kept;
}

const isClosed = (points) => {
  const [a, b] = [points[0], points.at(-1)];
  return a[0] === b[0] && a[1] === b[1];
};

function farthest(points, from, to) {
  const [ax, ay] = points[from];
  const [bx, by] = points[to];
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  let index = from;
  let distance = -1;
  for (let i = from + 1; i < to; i++) {
    const [px, py] = points[i];
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
    const d = Math.hypot(px - ax - t * dx, py - ay - t * dy);
    if (d > distance) [index, distance] = [i, d];
  }
  return { index, distance };
}
