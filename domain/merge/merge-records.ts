/** Three-way over small records by id (territories, reps, quota overrides) and over the plan's own fields. */
import type { Json } from '../bundle/canonical-json.ts';
import { canonicalJson } from '../bundle/canonical-json.ts';
import type { ConflictSubject, MergeConflict, Resolution, Resolutions } from './conflict.ts';
import { decide } from './conflict.ts';

/** Conflicts found so far, and what was decided about each. */
export class Decisions {
  readonly conflicts: MergeConflict[] = [];
  private readonly resolutions: Resolutions;

  constructor(resolutions: Resolutions) {
    this.resolutions = resolutions;
  }

  /** Notes a conflict and answers how it was settled; undefined while nobody did. */
  ask(conflict: MergeConflict): Resolution | undefined {
    this.conflicts.push(conflict);
    return this.resolutions.get(conflict.id);
  }

  get open(): readonly MergeConflict[] {
    return this.conflicts.filter((conflict) => !this.resolutions.has(conflict.id));
  }
}

const textOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : canonicalJson(value as Json);

/** One value three ways. While a conflict is open it is the ancestor's, or the lesser text: the same from both sides. */
export function mergeValue<T>(
  subject: ConflictSubject,
  field: string,
  values: { readonly base: T | undefined; readonly ours: T; readonly theirs: T },
  decisions: Decisions,
): T {
  const { base, ours, theirs } = values;
  const [o, t] = [textOf(ours) ?? '', textOf(theirs) ?? ''];
  const decided = decide(textOf(base), o, t);
  if (decided !== 'conflict') return decided === 'theirs' ? theirs : ours;
  const name =
    subject.kind === 'plan'
      ? 'plan'
      : `${subject.kind}:${subject.kind === 'account' ? subject.key : subject.id}`;
  const taken = decisions.ask({
    id: `${name}:${field}`,
    subject,
    field,
    cause: 'both-changed',
    base: (base ?? null) as Json,
    ours: ours as Json,
    theirs: theirs as Json,
  });
  if (taken === 'ours') return ours;
  if (taken === 'theirs') return theirs;
  return base ?? (o < t ? ours : theirs);
}

export interface RecordKind<R extends object> {
  readonly kind: 'territory' | 'rep' | 'override' | 'overlay' | 'headcount';
  readonly id: (record: R) => string;
  readonly name: (record: R) => string;
}

/** Ours in our order, then theirs. A record one side dropped is dropped unless the other side changed it. */
export function mergeRecords<R extends object>(
  kind: RecordKind<R>,
  sides: { readonly base: readonly R[]; readonly ours: readonly R[]; readonly theirs: readonly R[] },
  decisions: Decisions,
): readonly R[] {
  const byId = (records: readonly R[]): ReadonlyMap<string, R> =>
    new Map(records.map((r) => [kind.id(r), r]));
  const [base, ours, theirs] = [byId(sides.base), byId(sides.ours), byId(sides.theirs)];
  // Whoever merges, conflicts come in the same order.
  const ids = [...new Set([...ours.keys(), ...theirs.keys()])].toSorted();
  const merged = new Map<string, R | null>();
  for (const id of ids)
    merged.set(id, mergeRecord(kind, id, [base.get(id), ours.get(id), theirs.get(id)], decisions));
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((id) => merged.get(id) ?? []);
}

function mergeRecord<R extends object>(
  kind: RecordKind<R>,
  id: string,
  [base, ours, theirs]: readonly [R | undefined, R | undefined, R | undefined],
  decisions: Decisions,
): R | null {
  const subject = { kind: kind.kind, id, name: kind.name((ours ?? theirs) as R) };
  if (ours === undefined || theirs === undefined) {
    if (base === undefined) return ours ?? theirs ?? null;
    return mergeValue<R | null>(
      subject,
      'presence',
      { base, ours: ours ?? null, theirs: theirs ?? null },
      decisions,
    );
  }
  const fields = Object.keys(ours) as (keyof R & string)[];
  const read = fields.map((field) => [
    field,
    mergeValue(subject, field, { base: base?.[field], ours: ours[field], theirs: theirs[field] }, decisions),
  ]);
  return Object.fromEntries(read) as R;
}
