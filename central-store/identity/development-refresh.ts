/**
 * Refresh tokens of the development login (RFC 6749, section 6; RFC 9700, 4.14): each is good once and gives the next; one
 * that is shown a second time was stolen or copied, and ends the whole sign-in. They are forgotten with the process.
 */
import { randomBytes } from 'node:crypto';
import type { DevelopmentPerson } from './development-issuer.ts';

const LIFETIME_MS = 30 * 24 * 3600_000;

interface Refresh {
  readonly person: DevelopmentPerson;
  /** Of all tokens that came of one sign-in. */
  readonly family: string;
  readonly until: number;
  spent: boolean;
}

export class RefreshTokens {
  private readonly tokens = new Map<string, Refresh>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  begin(person: DevelopmentPerson): string {
    return this.give(person, fresh());
  }

  private give(person: DevelopmentPerson, family: string): string {
    const token = fresh();
    this.tokens.set(token, { person, family, until: this.now() + LIFETIME_MS, spent: false });
    return token;
  }

  /** Whose it is and the next one; null where it is unknown, over, revoked or was used before. */
  use(token: string): { readonly person: DevelopmentPerson; readonly next: string } | null {
    const known = this.tokens.get(token);
    if (known === undefined || known.until < this.now()) return null;
    if (known.spent) {
      this.end(known.family);
      return null;
    }
    known.spent = true;
    return { person: known.person, next: this.give(known.person, known.family) };
  }

  /** RFC 7009: an unknown one is no error. */
  revoke(token: string): void {
    const known = this.tokens.get(token);
    if (known !== undefined) this.end(known.family);
  }

  private end(family: string): void {
    for (const [name, one] of this.tokens) if (one.family === family) this.tokens.delete(name);
  }
}

const fresh = (): string => randomBytes(24).toString('base64url');
