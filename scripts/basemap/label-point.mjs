/** The middle of the widest circle inside the largest part of an area, found on a grid that is refined twice. */
export function labelPoint(geometry, project) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.map((polygon) => polygon[0].map(project)).toSorted((a, b) => area(b) - area(a))[0];
  if (rings === undefined || rings.length < 4) return null;
  let box = boundsOf(rings);
  let best = null;
  for (let round = 0; round < 3; round++) {
    best = bestOnGrid(rings, box, best);
    if (best === null) return null;
    const half = Math.max(box.maxX - box.minX, box.maxY - box.minY) / 12;
    box = { minX: best.x - half, maxX: best.x + half, minY: best.y - half, maxY: best.y + half };
  }
  return best;
}

function bestOnGrid(ring, box, start) {
  let best = start;
  for (let i = 0; i <= 20; i++) {
    for (let j = 0; j <= 20; j++) {
      const x = box.minX + ((box.maxX - box.minX) * i) / 20;
      const y = box.minY + ((box.maxY - box.minY) * j) / 20;
      if (!inside(ring, x, y)) continue;
      const r = edgeDistance(ring, x, y);
      if (best === null || r > best.r) best = { x, y, r };
    }
  }
  return best;
}

function boundsOf(ring) {
  const xs = ring.map((p) => p[0]);
  const ys = ring.map((p) => p[1]);
  const least = (values) => values.reduce((a, b) => Math.min(a, b));
  const most = (values) => values.reduce((a, b) => Math.max(a, b));
  return { minX: least(xs), maxX: most(xs), minY: least(ys), maxY: most(ys) };
}

function area(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  return Math.abs(sum / 2);
}

function inside(ring, x, y) {
  let odd = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1];
    const [bx, by] = ring[i];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

function edgeDistance(ring, x, y) {
  let least = Infinity;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1];
    const dx = ring[i][0] - ax;
    const dy = ring[i][1] - ay;
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
    least = Math.min(least, (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2);
  }
  return Math.sqrt(least);
}
