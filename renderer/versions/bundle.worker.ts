import { expose, transfer } from 'comlink';
import type { IsoDate, VersionId } from '../../domain/brand.ts';
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import { whyNotCounted } from '../../domain/bundle/outcome-of-version.ts';
import { readAudit } from '../../domain/governance/audit.ts';
import type { VerifiedAt } from '../../domain/bundle/verification.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import { moneyOf } from '../../domain/bundle/read-document.ts';
import { approvalAct, decideFaults } from '../../domain/governance/decide.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { TrailLine } from '../review/VersionTrail.tsx';
import type { Bag } from '../../formats/bundle/bag.ts';
import { sha256OfText } from '../../formats/bundle/digest.ts';
import type { UnsignedBundle } from '../../formats/bundle/build-bundle.ts';
import { buildBundle, sealBundle, statementToSign } from '../../formats/bundle/build-bundle.ts';
import { maskedArchive } from '../../formats/bundle/masked-tables.ts';
import { mergeActs } from '../../formats/bundle/merge-acts.ts';
import { policyReference } from '../../formats/bundle/policy-reference.ts';
import { openAndVerify, openBundle, withEnvelope } from '../../formats/bundle/read-bundle.ts';
import { withReceipts } from '../../formats/bundle/receipts-file.ts';
import { readZip } from '../../formats/bundle/read-zip.ts';
import { releaseFrom } from '../../formats/bundle/release-before.ts';
import { borderOutlines } from '../../formats/report/border-outlines.ts';
import { prepareWriteback, reconcileWriteback } from '../steps/release/writeback/writeback-work.ts';
import type { BundleApi, NextAct, ToSign } from './bundle-api.ts';

/** What the laptop knows of stores; the page tells it whenever it learns more. */
let believed: Pick<VerifiedAt, 'stores' | 'seen'> = {};

let prepared: UnsignedBundle | null = null;

function toSign(version: Pick<UnsignedBundle, 'versionId' | 'document'>, act: NextAct): ToSign {
  const { payloadType, payload } = statementToSign(version, act);
  return { versionId: version.versionId, payloadType, payload };
}

const today = (): IsoDate => new Date().toISOString().slice(0, 10) as IsoDate;

const quotasOf = ({ quota }: PlanDocument) =>
  quota.lines.map(({ territoryId, amount }) => ({ territoryId, amount: moneyOf(amount) }));

/** The trail inside a bag, as far as its chain holds: verification says why it does not. */
function trailOf(bag: Bag): readonly TrailLine[] {
  const lines = new TextDecoder().decode(bag.get('data/audit.jsonl')).split('\n').slice(0, -1);
  const read = readAudit(lines, sha256OfText);
  if (!read.ok) return [];
  return read.value.events.map(({ at, actor, action, label }) => ({ at, actor, action, label }));
}

/** Today, and the release before where it is given and proves genuine. */
async function verifiedAt(before: Uint8Array | null, keyring: Keyring): Promise<VerifiedAt> {
  const at = { ...believed, on: today() };
  if (before === null) return at;
  const previous = await releaseFrom(before, keyring, readZip, at);
  return previous.ok ? { ...at, previous: previous.value } : at;
}

const moved = (result: Result<Uint8Array<ArrayBuffer>>): Result<Uint8Array> =>
  result.ok ? transfer(result, [result.value.buffer]) : result;

const api: BundleApi = {
  believe(stores, seen) {
    believed = { stores, seen };
    return Promise.resolve();
  },
  async addReceipts(bundle, receipts) {
    const opened = await openBundle(bundle, readZip);
    return opened.ok ? moved(withReceipts(opened.value, receipts)) : opened;
  },
  prepare(plan, facts, reason) {
    const policy = policyReference(plan.policy);
    const built = buildBundle(plan, {
      ...facts,
      audit: facts.audit.map((event) => ({ ...event, policy })),
      outlines: borderOutlines(),
    });
    if (!built.ok) return Promise.resolve(built);
    prepared = built.value;
    const act = { decision: 'submit', signer: facts.maker, claimedAt: facts.createdAt, reason } as const;
    return Promise.resolve(ok(toSign(prepared, act)));
  },
  seal(versionId: VersionId, envelope) {
    if (prepared?.versionId !== versionId) {
      const message = 'The version that was signed is no longer at hand. Submit again.';
      return Promise.resolve(refuse(codedError('VERSION_GONE', message)));
    }
    const sealed = sealBundle(prepared.bag, [envelope]);
    prepared = null;
    return Promise.resolve(moved(sealed));
  },
  async prepareDecision(bundle, act, keyring, before) {
    const opened = await openBundle(bundle, readZip);
    if (!opened.ok) return opened;
    if (act.decision === 'submit')
      return refuse(codedError('NOT_A_DECISION', 'A version is submitted once.'));
    const toBe = statementToSign(opened.value, act).statement.predicate;
    const acts = opened.value.statements.map(({ statement }) => statement.predicate);
    const faults = decideFaults(acts.map(approvalAct), approvalAct(toBe), act.reason);
    if (faults.length > 0) return refuse(...faults);
    const why = whyNotCounted(acts, toBe, keyring, opened.value.document, await verifiedAt(before, keyring));
    return why === null ? ok(toSign(opened.value, act)) : refuse(codedError('NOT_ENTITLED', why));
  },
  async addEnvelope(bundle, envelope) {
    const opened = await openBundle(bundle, readZip);
    return opened.ok ? moved(withEnvelope(opened.value, envelope)) : opened;
  },
  mergeActs: (known, other, keyring) => mergeActs(known, other, keyring, readZip, believed),
  async prepareWriteback(bundle, keyring, request) {
    return prepareWriteback(bundle, keyring, await verifiedAt(request.before, keyring), request);
  },
  reconcileWriteback,
  async tablesFor(bundle, role) {
    const opened = await openBundle(bundle, readZip);
    return opened.ok ? moved(ok(maskedArchive(opened.value.plan, opened.value.document, role))) : opened;
  },
  async judge(bundle, keyring, before) {
    const at = await verifiedAt(before, keyring);
    const { opened, verification } = await openAndVerify(bundle, keyring, readZip, at);
    if (!opened.ok) return { verification, acts: [], policy: null };
    const { statements, plan } = opened.value;
    return {
      verification,
      acts: statements.map(({ statement }) => statement.predicate),
      policy: plan.policy,
    };
  },
  async read(bundle, keyring, before = null) {
    const at = await verifiedAt(before, keyring);
    const { opened, verification } = await openAndVerify(bundle, keyring, readZip, at);
    if (!opened.ok) return { opened, verification };
    const { versionId, plan, document, statements } = opened.value;
    const acts = statements.map((signed) => signed.statement.predicate);
    const { createdAt, dataQuality } = document;
    const quotas = quotasOf(document);
    const audit = trailOf(opened.value.bag);
    return {
      opened: ok({ versionId, plan, quotas, createdAt, acts, dataQuality, audit, verification }),
      verification,
    };
  },
};

expose(api);
