/**
 * Splits a whole number of units by whole-number weights so that the parts sum exactly (Hamilton's method): each
 * gets the floor of its exact share, and the units left go to the largest remainders, ties to the earlier part.
 * Big integers, because units × weight passes 2^53 for ordinary plans. Weights that are all zero count as equal.
 */
export function splitByLargestRemainder(units: number, weights: readonly number[]): readonly number[] {
  if (weights.length === 0) return [];
  const whole = weights.map((weight) => BigInt(Math.round(weight)));
  const given = whole.reduce((sum, weight) => sum + weight, 0n);
  const parts = given === 0n ? whole.map(() => 1n) : whole;
  const total = given === 0n ? BigInt(parts.length) : given;
  const shares = parts.map((weight, i) => {
    const exact = BigInt(units) * weight;
    return { i, floor: exact / total, remainder: exact % total };
  });
  let left = BigInt(units) - shares.reduce((sum, share) => sum + share.floor, 0n);
  const result = shares.map((share) => Number(share.floor));
  for (const { i } of shares.toSorted((a, b) => compare(b.remainder, a.remainder) || a.i - b.i)) {
    if (left === 0n) break;
    result[i] = (result[i] ?? 0) + 1;
    left--;
  }
  return result;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
