/** What the store asks of whoever enrols a key: something new each time, for one person, good once and for five minutes. */
import { randomBytes } from 'node:crypto';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Caller } from './tokens.ts';

const LIFETIME_MS = 5 * 60_000;
/** The oldest is forgotten for the newest: nobody fills the store's memory by asking. */
const MAX_OPEN = 10_000;

type Whose = Pick<Caller, 'tenant' | 'subject'>;

export class Challenges {
  private readonly now: () => Date;
  private readonly open = new Map<string, { readonly whose: Whose; readonly until: number }>();

  constructor(now: () => Date) {
    this.now = now;
  }

  ask({ tenant, subject }: Whose): { readonly nonce: string; readonly expires: string } {
    const [oldest] = this.open.keys();
    if (this.open.size >= MAX_OPEN && oldest !== undefined) this.open.delete(oldest);
    const nonce = randomBytes(24).toString('base64url');
    const until = this.now().getTime() + LIFETIME_MS;
    this.open.set(nonce, { whose: { tenant, subject }, until });
    return { nonce, expires: new Date(until).toISOString() };
  }

  /** Uses it up, whatever comes of it. Code: CHALLENGE_UNKNOWN. */
  take(nonce: string, { tenant, subject }: Whose): Result<true> {
    const found = this.open.get(nonce);
    this.open.delete(nonce);
    const fits = found?.whose.tenant === tenant && found.whose.subject === subject;
    if (found !== undefined && fits && found.until >= this.now().getTime()) return ok(true);
    const message = 'This question was answered before, is too old, or was asked of somebody else. Ask anew.';
    return refuse(codedError('CHALLENGE_UNKNOWN', message));
  }
}
