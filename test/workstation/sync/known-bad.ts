/** Three designs others shipped, and lost data by. In calm weather each works; the schedules must find each out. */
import type { Sha256Hex, VersionId } from '../../../domain/brand.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import type { LocalVersions } from '../../../workstation/sync/local.ts';
import type { Receipt } from '../../../workstation/sync/store-port.ts';
import type { RoundDeps } from '../../../workstation/sync/sync-round.ts';
import { syncRound } from '../../../workstation/sync/sync-round.ts';
import type { Design } from './schedules.ts';

/** A round that takes some subjects for delivered whatever the store says. */
function believing(deps: RoundDeps, epoch: string, delivered: (subject: Sha256Hex) => boolean): RoundDeps {
  const { port, memory } = deps;
  const subjectOf = (digest: Sha256Hex): Sha256Hex => digest.replace(/^blob-/, '') as Sha256Hex;
  return {
    ...deps,
    port: {
      ...port,
      have: async (digests) => {
        const answer = await port.have(digests);
        if (!answer.ok) return answer;
        const missing = answer.value.missing.filter((digest) => !delivered(subjectOf(digest)));
        return ok({ ...answer.value, missing });
      },
    },
    memory: {
      ...memory,
      receipts: () =>
        Promise.resolve(
          ok({ get: (subject) => (delivered(subject) ? stub(subject, epoch) : undefined) } as Map<
            Sha256Hex,
            Receipt
          >),
        ),
    },
  };
}

const UNSEEN = {} as Receipt['checkpoint'];
const stub = (subject: Sha256Hex, storeEpoch: string): Receipt => ({
  subject,
  storeEpoch,
  index: 0,
  checkpoint: UNSEEN,
  text: '',
});

/** Notes what it sends before the store has answered (pouchdb#1240). */
export const notedBeforeTheAnswer: Design = async (laptop, store) => {
  const deps = laptop.deps(store);
  const noting = async (
    subject: Sha256Hex,
    send: () => Promise<Result<Receipt>>,
  ): Promise<Result<Receipt>> => {
    laptop.durably(() => void laptop.notes.set(`sent ${store.epoch} ${subject}`, 1));
    return send();
  };
  const { port } = deps;
  const sending: RoundDeps = {
    ...deps,
    port: {
      ...port,
      commitVersion: (versionId, blob) =>
        noting(versionId as string as Sha256Hex, () => port.commitVersion(versionId, blob)),
      attest: (digest, envelope) => noting(digest, () => port.attest(digest, envelope)),
    },
  };
  const { epoch } = store;
  await syncRound(believing(sending, epoch, (subject) => laptop.notes.has(`sent ${epoch} ${subject}`)));
};

/** Believes every receipt it ever got, whatever became of the store since (cht-core#8093). */
export const receiptsForEver: Design = async (laptop, store) => {
  await syncRound(believing(laptop.deps(store), store.epoch, (subject) => laptop.receipts.has(subject)));
};

/** Reads the log from where it left off, and notes the place before what it fetches is on the disk. */
export const cursorIntoTheLog: Design = async (laptop, store) => {
  const deps = laptop.deps(store);
  const nothing: LocalVersions['keep'] = () => Promise.resolve(ok('quarantined'));
  await syncRound({ ...deps, local: { ...deps.local, keep: nothing } });
  for (;;) {
    const from = laptop.notes.get('read') ?? 0;
    const page = await deps.port.log(from);
    if (!page.ok || page.value.length === 0) return;
    laptop.durably(() => void laptop.notes.set('read', from + page.value.length));
    for (const { kind, subject } of page.value) {
      const versionId = (kind === 'version' ? subject : subject.slice(1).split('.')[0]) as VersionId;
      const version = await deps.port.version(versionId);
      if (version.ok) await laptop.local.keep(version.value, []);
    }
  }
};
