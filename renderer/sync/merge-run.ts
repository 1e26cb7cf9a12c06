/**
 * The page's end of one merge: a worker of its own that goes, with the three versions it holds, when the merge is left.
 * A choice shows at once; what it leaves to decide is worked out beside the page, the latest choice alone.
 */
import type { Remote } from 'comlink';
import { proxy, wrap } from 'comlink';
import type { TerritoryId, VersionId } from '../../domain/brand.ts';
import type { MergeConflict, Resolution } from '../../domain/merge/conflict.ts';
import type { Divergence } from '../../domain/merge/lineage.ts';
import { applyDiff } from '../../domain/plan/diff.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { commit } from '../session/session.ts';
import type { StoredVersion } from '../storage/version-store.ts';
import { draftFrom, useVersions } from '../versions/versions.ts';
import type { MergeApi, MergeProgress, MergeState, SideChanges } from './merge-api.ts';

export interface MergeHead {
  readonly versionId: VersionId;
  /** Who made it; with the start of its id where one person made both. */
  readonly maker: string;
  readonly here: boolean;
  readonly changes: SideChanges;
}

export interface ReadyMerge {
  readonly kind: 'ready';
  readonly heads: readonly [MergeHead, MergeHead];
  readonly territories: ReadonlyMap<TerritoryId, string>;
  /** Both in one; in conflict, as it was before either. */
  readonly plan: Plan;
  readonly ours: Plan;
  readonly conflicts: readonly MergeConflict[];
  readonly rows: Int32Array;
  readonly taken: ReadonlyMap<string, Resolution>;
  /** What is left to decide; null while it is worked out. */
  readonly open: number | null;
}

export type MergeRunState =
  | { readonly kind: 'working'; readonly progress: MergeProgress }
  | { readonly kind: 'failed'; readonly errors: readonly CodedError[] }
  | ReadyMerge;

export class MergeRun {
  readonly state: StoreApi<MergeRunState> = createStore<MergeRunState>(() => ({
    kind: 'working',
    progress: { label: 'Reading', done: 0, detail: 'both versions and the one they came from' },
  }));
  private readonly worker: Worker;
  private readonly api: Remote<MergeApi>;
  private settling = false;
  private ended = false;

  constructor(divergence: Divergence) {
    this.worker = new Worker(new URL('./merge.worker.ts', import.meta.url), {
      type: 'module',
      name: 'merge',
    });
    this.worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.failed(event.message);
    });
    this.api = wrap<MergeApi>(this.worker);
    this.open(divergence).catch((cause: unknown) => this.failed(cause));
  }

  end(): void {
    this.ended = true;
    this.worker.terminate();
  }

  private fail(errors: readonly CodedError[]): void {
    if (!this.ended) this.state.setState({ kind: 'failed', errors }, true);
  }

  private failed(cause: unknown): void {
    const why = cause instanceof Error ? cause.message : String(cause);
    this.fail([codedError('WORKER_FAILED', `Merging stopped (${why}). Open it again.`)]);
  }

  private readonly onProgress = proxy((progress: MergeProgress): void => {
    if (!this.ended) this.state.setState({ kind: 'working', progress }, true);
  });

  private async open({ base, heads }: Divergence): Promise<void> {
    const found = versionsOf([base, ...heads]);
    if (!found.ok) return this.fail(found.errors);
    const [before, one, other] = found.value as [StoredVersion, StoredVersion, StoredVersion];
    const bundles = [before.bundle, one.bundle, other.bundle] as const;
    const opened = await this.api.open(bundles, heads, this.onProgress);
    if (this.ended) return;
    if (!opened.ok) return this.fail(opened.errors);
    const { ours, diff, changes, territories, conflicts, rows, open } = opened.value;
    const named = (version: StoredVersion): string =>
      one.makerName === other.makerName
        ? `${version.makerName} ${version.versionId.slice(0, 4)}`
        : version.makerName;
    const head = (version: StoredVersion, i: 0 | 1): MergeHead => ({
      versionId: version.versionId,
      maker: named(version),
      here: version.origin === 'own',
      changes: changes[i],
    });
    this.state.setState(
      {
        kind: 'ready',
        heads: [head(one, 0), head(other, 1)],
        territories,
        plan: applyDiff(ours, diff),
        ours,
        conflicts,
        rows,
        taken: new Map(),
        open,
      },
      true,
    );
  }

  /** One choice for any number of conflicts. */
  take(conflicts: Iterable<MergeConflict>, resolution: Resolution): void {
    const state = this.state.getState();
    if (state.kind !== 'ready') return;
    const taken = new Map(state.taken);
    for (const conflict of conflicts)
      if (typeof resolution === 'string' || conflict.field === 'place') taken.set(conflict.id, resolution);
    this.state.setState({ ...state, taken, open: null }, true);
    this.settle().catch((cause: unknown) => this.failed(cause));
  }

  private async settle(): Promise<void> {
    if (this.settling) return;
    this.settling = true;
    for (;;) {
      const asked = this.state.getState();
      if (asked.kind !== 'ready') break;
      const settled = await this.api.settle(asked.taken);
      const now = this.state.getState();
      if (this.ended || now.kind !== 'ready') break;
      if (!settled.ok) {
        this.fail(settled.errors);
        break;
      }
      const latest = now.taken === asked.taken;
      this.state.setState({ ...now, ...told(settled.value, now, latest) }, true);
      if (latest) break;
    }
    this.settling = false;
  }

  /** A draft from the first version, then the merge as one step that can be undone. */
  async finish(): Promise<Result<Plan>> {
    const state = this.state.getState();
    if (state.kind !== 'ready')
      return refuse(codedError('MERGE_CLOSED', 'The merge was closed. Open it again.'));
    const { ours, heads, taken } = state;
    const parents = [heads[0].versionId, heads[1].versionId] as const;
    const draft = await draftFrom(parents[0], ours);
    if (!draft.ok) return draft;
    const { planId, name, lockedAll } = draft.value;
    const fields = { planId, name, lockedAll, parents: draft.value.parents };
    const diff = await this.api.finish(fields, taken, this.onProgress);
    this.state.setState(state, true);
    if (!diff.ok) return diff;
    const done = await commit({ type: 'takeMerge', parents, diff: diff.value });
    return done.ok ? ok(done.value.plan) : done;
  }

  theirs(): Promise<Plan | null> {
    return this.api.theirs();
  }
}

const told = (
  { conflicts, rows, open }: MergeState,
  now: ReadyMerge,
  latest: boolean,
): Pick<ReadyMerge, 'conflicts' | 'rows' | 'open'> => ({
  conflicts: conflicts ?? now.conflicts,
  rows: conflicts === null ? now.rows : rows,
  open: latest ? open : null,
});

/** Codes: VERSION_ABSENT. */
function versionsOf(versionIds: readonly VersionId[]): Result<readonly StoredVersion[]> {
  const { versions } = useVersions.getState();
  const found: StoredVersion[] = [];
  for (const versionId of versionIds) {
    const version = versions.find((candidate) => candidate.versionId === versionId);
    if (version === undefined)
      return refuse(
        codedError(
          'VERSION_ABSENT',
          `Version ${versionId.slice(0, 8)} is not on this laptop yet. Sync first.`,
        ),
      );
    found.push(version);
  }
  return ok(found);
}
