/** Rows of a long list that lives elsewhere: blocks are asked for when a row of them comes into sight, and kept. */
export const BLOCK = 100;

export class WindowCache<T> {
  readonly #ask: (from: number, count: number) => Promise<readonly T[]>;
  readonly #blocks = new Map<number, readonly T[]>();
  readonly #wanted = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(ask: (from: number, count: number) => Promise<readonly T[]>) {
    this.#ask = ask;
  }

  at(index: number): T | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK];
  }

  /** Asks for the block of a row unless it is here or on its way. */
  want(index: number): void {
    const block = Math.floor(index / BLOCK);
    if (this.#wanted.has(block)) return;
    this.#wanted.add(block);
    void this.#fetch(block);
  }

  async #fetch(block: number): Promise<void> {
    this.#blocks.set(block, await this.#ask(block * BLOCK, BLOCK));
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;
}
