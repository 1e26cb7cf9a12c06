/** Rows of a long list that lives elsewhere: blocks are asked for when a row of them comes into sight, and kept. */
export const BLOCK = 100;
/** Blocks asked for again at once when the list changes: the ones last looked at. */
const KEPT = 4;

export class WindowCache<T> {
  readonly #ask: (from: number, count: number) => Promise<readonly T[]>;
  readonly #blocks = new Map<number, readonly T[]>();
  readonly #wanted = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #generation = 0;

  constructor(ask: (from: number, count: number) => Promise<readonly T[]>) {
    this.#ask = ask;
  }

  at(index: number): T | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK];
  }

  /** Asks for the block of a row unless it is here or on its way. */
  want(index: number): void {
    const block = Math.floor(index / BLOCK);
    if (index < 0 || this.#wanted.has(block)) return;
    this.#wanted.add(block);
    void this.#fetch(block);
  }

  /** The list has changed: what is known stays on screen until its new blocks have come. */
  renew(): void {
    this.#generation++;
    const blocks = [...this.#wanted];
    this.#wanted.clear();
    for (const block of this.#blocks.keys())
      if (!blocks.slice(-KEPT).includes(block)) this.#blocks.delete(block);
    for (const block of blocks.slice(-KEPT)) {
      this.#wanted.add(block);
      void this.#fetch(block);
    }
  }

  async #fetch(block: number): Promise<void> {
    const generation = this.#generation;
    const items = await this.#ask(block * BLOCK, BLOCK);
    if (generation !== this.#generation) return;
    this.#blocks.set(block, items);
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;
}
