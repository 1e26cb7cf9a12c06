import { ringBounds } from '../territory/regions.ts';

/**
 * A polygon prepared for very many point tests (even-odd rule): its edges are sorted into horizontal bands, so that a
 * point is compared with the few edges of its band only. A lasso of 300 corners over 100,000 accounts must answer
 * within a frame.
 */
interface PolygonTester {
  readonly bounds: readonly [minX: number, minY: number, maxX: number, maxY: number];
  contains(x: number, y: number): boolean;
}

/** `ring` holds x and y in turn; the last corner joins the first. Fewer than three corners contain nothing. */
export function polygonTester(ring: readonly number[]): PolygonTester {
  const corners = ring.length / 2;
  const bounds = ringBounds(ring);
  const [minX, minY, maxX, maxY] = bounds;
  const bandCount = Math.max(1, Math.min(512, Math.ceil(corners / 2)));
  const height = (maxY - minY) / bandCount;
  const bandOf = (y: number): number =>
    height > 0 ? Math.max(0, Math.min(bandCount - 1, Math.floor((y - minY) / height))) : 0;
  const bands: number[][] = Array.from({ length: bandCount }, () => []);
  for (let i = 0; i < corners; i++) {
    const ay = ring[i * 2 + 1]!;
    const by = ring[((i + 1) % corners) * 2 + 1]!;
    for (let band = bandOf(Math.min(ay, by)); band <= bandOf(Math.max(ay, by)); band++) bands[band]!.push(i);
  }
  return {
    bounds,
    contains(x, y) {
      if (corners < 3 || x < minX || x > maxX || y < minY || y > maxY) return false;
      let inside = false;
      for (const i of bands[bandOf(y)]!) {
        const j = ((i + 1) % corners) * 2;
        const ax = ring[i * 2]!;
        const ay = ring[i * 2 + 1]!;
        const by = ring[j + 1]!;
        if (ay > y !== by > y && x < ((ring[j]! - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      }
      return inside;
    },
  };
}
