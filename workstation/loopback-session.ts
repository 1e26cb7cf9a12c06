/**
 * Who may call the workstation. A launch code travels in the URL's fragment (never sent to a server, never in a log)
 * and is exchanged for the launch's token, which the page keeps and sends in a header. Not a cookie: cookies are
 * shared by every port of 127.0.0.1, so any other local server would be handed it. See docs/adr/0003.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const fresh = (): string => randomBytes(24).toString('base64url');

/** Compares without telling by its time where two texts differ, nor how long they are. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** How a host shows a second launch that it knows the secret of their common home, without saying it. */
export const proofOf = (secret: string, nonce: string): string =>
  createHmac('sha256', secret).update(`bailiwick-loopback:${nonce}`).digest('hex');

export interface LoopbackSession {
  /** Shared, through a file only this person reads, with later launches of the same home. */
  readonly secret: string;
  /**
   * A code for one opened window (`once`: it stands in a command line that other people of the machine can list), or
   * one for as long as this launch lasts (it is printed in the person's own terminal).
   */
  issueCode(lifetime: 'once' | 'launch'): string;
  /** The token, or null for a code that is unknown or used up. */
  redeem(code: string): string | null;
  admits(authorization: string | undefined): boolean;
}

export function createSession(): LoopbackSession {
  const token = fresh();
  const codes = new Map<string, 'once' | 'launch'>();
  return {
    secret: fresh(),
    issueCode(lifetime) {
      const code = fresh();
      codes.set(code, lifetime);
      return code;
    },
    redeem(code) {
      const known = [...codes.keys()].find((candidate) => sameText(candidate, code));
      if (known === undefined) return null;
      if (codes.get(known) === 'once') codes.delete(known);
      return token;
    },
    admits: (authorization) => authorization !== undefined && sameText(authorization, `Bearer ${token}`),
  };
}
