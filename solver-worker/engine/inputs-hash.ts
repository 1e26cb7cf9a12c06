import type { SolverProblem, SolverSettings } from '../contract.ts';

/** FNV-1a (Fowler, Noll, Vo) over 32-bit words, two of them with different offsets: 16 hex digits. */
export function inputsHash(problem: SolverProblem, settings: SolverSettings): string {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  const words = (list: Uint32Array): void => {
    // Every array of the problem passes through here: the one loop of this file that must be tight.
    for (let i = 0; i < list.length; i++) {
      const word = list[i] as number;
      a = Math.imul(a ^ word, 0x01000193);
      b = Math.imul(b ^ word, 0x01000193) ^ (b >>> 15);
    }
  };
  const visit = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) words(wordsOf(value));
    else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value).sort()) {
        visit(key);
        visit((value as Record<string, unknown>)[key]);
      }
    } else words(Uint32Array.from(String(value), (c) => c.codePointAt(0) ?? 0));
  };
  visit(problem);
  visit(settings);
  return [a, b].map((h) => (h >>> 0).toString(16).padStart(8, '0')).join('');
}

function wordsOf(view: ArrayBufferView): Uint32Array {
  if (view.byteOffset % 4 === 0 && view.byteLength % 4 === 0) {
    return new Uint32Array(view.buffer, view.byteOffset, view.byteLength / 4);
  }
  return Uint32Array.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}
