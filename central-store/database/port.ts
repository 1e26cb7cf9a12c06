/** What the store asks of a database, whichever it is. */
import type { TenantId } from '../../domain/brand.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface Query {
  /** Parameters are `$1`, `$2`, …; objects and lists go as JSON text. */
  query(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
}

export interface Database {
  readonly kind: 'postgres' | 'pglite';
  /** Sees and writes what is `tenant`'s, by row-level security; thrown errors roll it back. */
  transaction<T>(tenant: TenantId, body: (tx: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What PostgreSQL itself says went wrong: five characters, Appendix A of its manual, or one of our own. */
export const sqlState = (cause: unknown): string | null => {
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
};
