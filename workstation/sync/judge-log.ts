/** Whether the store's log is still the one we know, judged from its entries and the last checkpoint we kept. */
import type { Sha256Hex } from '../../domain/brand.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { AlarmCode } from './local.ts';
import type { Checkpoint, LogEntry, StorePort } from './store-port.ts';

export type RootOf = (entries: readonly LogEntry[]) => Sha256Hex;

/** The same list has the same root: a round that found nothing new hashes nothing. */
export function rootOnce(rootOf: RootOf): RootOf {
  const known = new WeakMap<readonly LogEntry[], Sha256Hex>();
  return (entries) => {
    const root = known.get(entries) ?? rootOf(entries);
    known.set(entries, root);
    return root;
  };
}

/** All entries under a checkpoint. Codes: those of the port, LOG_SHORT (the store gives fewer than it signed for). */
export async function readLog(
  port: StorePort,
  { size }: Checkpoint,
  known: readonly LogEntry[] = [],
): Promise<Result<readonly LogEntry[]>> {
  if (known.length === size) return ok(known);
  const entries = known.slice(0, size);
  while (entries.length < size) {
    const page = await port.log(entries.length);
    if (!page.ok) return page;
    if (page.value.length === 0) {
      const message = `The store signed for ${size} log entries and shows ${entries.length}.`;
      return refuse(codedError('LOG_SHORT', message));
    }
    entries.push(...page.value.slice(0, size - entries.length));
  }
  return ok(entries);
}

export type LogFault = CodedError<AlarmCode>;

/**
 * null when the log is an honest continuation. LOG_FALSE and STORE_FORKED mean that nothing this store says now may be
 * believed; STORE_RESTORED that it begins anew and gets everything offered again.
 */
export function judgeLog(
  seen: Checkpoint | null,
  now: Checkpoint,
  entries: readonly LogEntry[],
  rootOf: RootOf,
): LogFault | null {
  const root = rootOf(entries);
  if (root !== now.root)
    return codedError(
      'LOG_FALSE',
      'The store\u2019s checkpoint is not of the log it shows. Tell whoever runs it.',
    );
  if (seen === null) return null;
  const then = now.size === seen.size ? root : rootOf(entries.slice(0, seen.size));
  const continues = now.size >= seen.size && then === seen.root;
  if (continues) return null;
  if (now.storeEpoch !== seen.storeEpoch) {
    const message = `The store was restored from an older backup: its log held ${seen.size} entries and now holds ${now.size}. Every version of this laptop is offered again.`;
    return codedError('STORE_RESTORED', message, { before: seen.size, now: now.size });
  }
  const message = `The store shows another past than before under the same name (${seen.size} entries then, ${now.size} now). Nothing is sent or believed until somebody has looked into it.`;
  return codedError('STORE_FORKED', message, { before: seen.size, now: now.size });
}
