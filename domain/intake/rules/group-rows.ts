/** Rows that share a key, for keys that more than one row has; in order of the first row. Rows without a key are left out. */
export function groupRows(rows: Int32Array, keyOf: (row: number) => string | null): number[][] {
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
