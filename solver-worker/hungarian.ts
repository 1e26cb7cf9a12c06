/**
 * The one-to-one assignment of least total cost: the Hungarian method with potentials (Kuhn 1955), O(n³). `cost` is
 * square, `size` rows of `size` columns, all finite; answers the column of each row.
 */
export function hungarian(cost: Float64Array, size: number): Int32Array {
  const u = new Float64Array(size + 1);
  const v = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) augment(cost, size, row, u, v, rowOf);
  const columnOf = new Int32Array(size).fill(-1);
  for (let column = 1; column <= size; column++) columnOf[(rowOf[column] as number) - 1] = column - 1;
  return columnOf;
}

/** One shortest augmenting path from `row`; index 0 stands for "free". */
function augment(
  cost: Float64Array,
  size: number,
  row: number,
  u: Float64Array,
  v: Float64Array,
  rowOf: Int32Array,
): void {
  const least = new Float64Array(size + 1).fill(Infinity);
  const way = new Int32Array(size + 1);
  const used = new Uint8Array(size + 1);
  rowOf[0] = row;
  let column = 0;
  do {
    used[column] = 1;
    const at = rowOf[column] as number;
    let delta = Infinity;
    let next = 0;
    for (let j = 1; j <= size; j++) {
      if (used[j] === 1) continue;
      const reduced = (cost[(at - 1) * size + j - 1] as number) - (u[at] as number) - (v[j] as number);
      if (reduced < (least[j] as number)) {
        least[j] = reduced;
        way[j] = column;
      }
      if ((least[j] as number) < delta) {
        delta = least[j] as number;
        next = j;
      }
    }
    for (let j = 0; j <= size; j++) {
      if (used[j] === 1) {
        const r = rowOf[j] as number;
        u[r] = (u[r] as number) + delta;
        v[j] = (v[j] as number) - delta;
      } else least[j] = (least[j] as number) - delta;
    }
    column = next;
  } while (rowOf[column] !== 0);
  while (column !== 0) {
    const previous = way[column] as number;
    rowOf[column] = rowOf[previous] as number;
    column = previous;
  }
}
