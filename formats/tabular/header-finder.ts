/**
 * Finds the line with the headers. Reports begin with a title, a date, an empty line: lines with one cell filled above
 * a table of several columns. A file that begins with more than one filled cell begins with its headers.
 */
interface FoundRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

export interface FoundHeader {
  readonly titles: readonly FoundRecord[];
  readonly header: FoundRecord;
  readonly rows: readonly FoundRecord[];
}

/** A title takes a few lines; further down a lone wide line is data gone wrong, not a header. */
const LOOKED_AT = 12;

const filled = ({ cells }: FoundRecord): number => cells.filter((cell) => cell.trim() !== '').length;

export class HeaderFinder {
  #held: FoundRecord[] = [];

  /** Takes the next record; answers once it can be said which one is the header. */
  push(record: FoundRecord): FoundHeader | null {
    this.#held.push(record);
    if (this.#held.length === 1 && filled(record) > 1) return this.end();
    const before = this.#held.at(-2);
    const decided = before !== undefined && filled(before) > 1 && filled(record) > 1;
    return decided || this.#held.length >= LOOKED_AT ? this.end() : null;
  }

  /** What is decided when nothing more comes; null where nothing came. */
  end(): FoundHeader | null {
    const held = this.#held;
    this.#held = [];
    const wide = held.findIndex((record) => filled(record) > 1);
    const follower = held[wide + 1];
    const at = wide > 0 && follower !== undefined && filled(follower) > 1 ? wide : held.findIndex(filled);
    const header = held[at];
    if (header === undefined) return null;
    const titles = held.slice(0, at).filter((record) => filled(record) > 0);
    return { titles, header, rows: held.slice(at + 1).filter((record) => filled(record) > 0) };
  }
}
