/** The store's side of the sync protocol in memory, with real bytes, signatures and proofs, spoken to through `fetch`. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { IsoTime, Sha256Hex, TenantId } from '../../../domain/brand.ts';
import { canonicalJson } from '../../../domain/bundle/canonical-json.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import type { DsseEnvelope } from '../../../domain/governance/envelope.ts';
import { base64, utf8 } from '../../../formats/bundle/bytes.ts';
import { makeEnvelope, preAuthEncoding } from '../../../formats/bundle/dsse.ts';
import { keyIdOf } from '../../../formats/bundle/ed25519.ts';
import { CHECKPOINT_PAYLOAD_TYPE, rootOf } from '../../../formats/log/merkle.ts';
import type { LogEntry } from '../../../workstation/sync/store-port.ts';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const hex = (bytes: Uint8Array): Sha256Hex => Buffer.from(bytes).toString('hex') as Sha256Hex;

/** PATH of RFC 9162, section 2.1.3.1, as it is written there: slow, and written apart from the code it tests. */
function pathOf(index: number, leaves: readonly Buffer[]): readonly Buffer[] {
  if (leaves.length <= 1) return [];
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k ? [...pathOf(index, left), treeOf(right)] : [...pathOf(index - k, right), treeOf(left)];
}

function treeOf(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] as Buffer;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha256(Uint8Array.of(1), treeOf(leaves.slice(0, k)), treeOf(leaves.slice(k)));
}

export interface SmallState {
  readonly blobs: ReadonlyMap<string, Uint8Array>;
  readonly versions: ReadonlyMap<string, { readonly blob: string; readonly attestations: readonly string[] }>;
  readonly log: readonly LogEntry[];
}

const EMPTY: SmallState = { blobs: new Map(), versions: new Map(), log: [] };

export class SmallStore {
  state = EMPTY;
  epoch = 'epoch-1';
  identity = { tenant: 'acme', subject: 'ada@acme.example' };
  clock = '2026-01-31T12:00:00.000Z';
  /** Every request, as "METHOD path". */
  readonly seen: string[] = [];
  /** What becomes of the next request that matches: it is lost, its answer is, or is cut in half. */
  fault: { readonly on: RegExp; readonly kind: 'request' | 'answer' | 'half' | 'busy' } | null = null;
  /** There is no network, until there is. */
  isAway = false;
  readonly publicKey: Uint8Array;
  private readonly parts = new Map<string, Uint8Array>();
  private readonly keys = generateKeyPairSync('ed25519');

  constructor() {
    this.publicKey = new Uint8Array(this.keys.publicKey.export({ format: 'der', type: 'spki' })).slice(-32);
  }

  get storeKey(): Sha256Hex {
    return keyIdOf(this.publicKey);
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const line = `${request.method} ${pathname}${search}`;
    this.seen.push(line);
    if (this.isAway) throw new TypeError('fetch failed');
    const fault = this.fault?.on.test(line) === true ? this.fault.kind : null;
    if (fault !== null) this.fault = null;
    if (fault === 'request') throw new TypeError('fetch failed');
    if (fault === 'busy') return new Response('', { status: 503 });
    const answer = await this.answer(request, pathname, search);
    if (fault === 'answer') throw new TypeError('terminated');
    if (fault !== 'half') return answer;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return new Response(bytes.slice(0, bytes.length / 2), answer);
  };

  private async answer(request: Request, path: string, search: string): Promise<Response> {
    const json = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status });
    const [, , kind, id = ''] = path.split('/');
    const body = new Uint8Array(await request.arrayBuffer());
    if (kind === 'health') return json({ ok: true, publicKey: base64(this.publicKey) });
    if (request.headers.get('authorization') !== 'Bearer token') return json({}, 401);
    if (kind === 'session') return json(this.identity);
    if (kind === 'have') {
      const { digests } = JSON.parse(Buffer.from(body).toString()) as { digests: string[] };
      const missing = digests.filter((digest) => !this.state.blobs.has(digest));
      return json({ missing, storeEpoch: this.epoch, checkpoint: this.checkpoint() });
    }
    if (kind === 'log') {
      const from = Number(new URLSearchParams(search).get('from'));
      return json({ from, entries: this.state.log.slice(from, from + 100) });
    }
    if (kind === 'blobs') return this.blobs(request, id, body);
    if (kind === 'attestations') return json(this.attest(body));
    if (kind === 'versions' && request.method === 'POST') {
      const { blob } = JSON.parse(Buffer.from(body).toString()) as { blob: string };
      if (!this.state.blobs.has(blob))
        return json({ code: 'BLOB_MISSING', message: 'Send the blob first.' }, 409);
      const known = this.state.versions.get(id) ?? { blob, attestations: [] };
      this.state = { ...this.state, versions: new Map([...this.state.versions, [id, known]]) };
      return json(this.enter('version', id));
    }
    const version = this.state.versions.get(id);
    return version === undefined
      ? json({ code: 'VERSION_UNKNOWN', message: 'Not here.' }, 404)
      : json(version);
  }

  private blobs(request: Request, digest: string, body: Uint8Array): Response {
    if (request.method === 'HEAD')
      return new Response(null, {
        headers: { 'upload-offset': String(this.parts.get(digest)?.length ?? 0) },
      });
    if (request.method === 'GET') {
      const bytes = this.state.blobs.get(digest);
      return bytes === undefined ? new Response('{}', { status: 404 }) : new Response(new Uint8Array(bytes));
    }
    const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(request.headers.get('content-range') ?? '');
    const at = Number(range?.[1] ?? 0);
    const whole = Buffer.concat([(this.parts.get(digest) ?? new Uint8Array()).subarray(0, at), body]);
    if (range !== null && whole.length < Number(range[2])) {
      this.parts.set(digest, whole);
      return new Response('', { status: 202 });
    }
    if (hex(sha256(whole)) !== digest)
      return new Response(JSON.stringify({ code: 'DIGEST_WRONG', message: 'Other bytes.' }), { status: 422 });
    this.keep(digest, whole);
    return new Response('', { status: 201 });
  }

  private keep(digest: string, bytes: Uint8Array): void {
    this.state = { ...this.state, blobs: new Map([...this.state.blobs, [digest, new Uint8Array(bytes)]]) };
  }

  private attest(body: Uint8Array): unknown {
    const digest = hex(sha256(body));
    const envelope = JSON.parse(Buffer.from(body).toString()) as DsseEnvelope;
    const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString()) as {
      subject: { digest: { sha256: string } }[];
    };
    const versionId = statement.subject[0]?.digest.sha256 ?? '';
    const version = this.state.versions.get(versionId) ?? { blob: '', attestations: [] };
    const attestations = [...new Set([...version.attestations, digest])];
    this.keep(digest, body);
    this.state = {
      ...this.state,
      versions: new Map([...this.state.versions, [versionId, { ...version, attestations }]]),
    };
    return this.enter('attestation', digest);
  }

  private enter(kind: string, subject: string): unknown {
    const { log } = this.state;
    let index = log.findIndex((entry) => entry.subject === subject);
    if (index < 0) {
      index = log.length;
      const { tenant } = this.identity;
      const entry = {
        kind,
        tenant: tenant as TenantId,
        subject: subject as Sha256Hex,
        at: this.clock as IsoTime,
      };
      this.state = { ...this.state, log: [...log, entry] };
    }
    const entries = this.state.log;
    const leaves = entries.map((entry) =>
      sha256(Uint8Array.of(0), utf8(canonicalJson(entry as unknown as Json))),
    );
    return {
      format: 'bailiwick.receipt',
      formatVersion: 1,
      entry: entries[index],
      index,
      proof: pathOf(index, leaves).map(hex),
      checkpoint: this.checkpoint(),
    };
  }

  checkpoint(): DsseEnvelope {
    const { log } = this.state;
    const payload = utf8(
      canonicalJson({
        format: 'bailiwick.checkpoint',
        origin: 'small',
        tenant: this.identity.tenant,
        storeEpoch: this.epoch,
        size: log.length,
        root: rootOf(log),
        at: this.clock,
      }),
    );
    const signature = sign(null, preAuthEncoding(CHECKPOINT_PAYLOAD_TYPE, payload), this.keys.privateKey);
    return makeEnvelope(CHECKPOINT_PAYLOAD_TYPE, payload, this.storeKey, new Uint8Array(signature));
  }
}
