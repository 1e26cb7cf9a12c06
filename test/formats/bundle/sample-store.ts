/** A store of a test: a log, a key that follows from its name, and receipts for whatever it is asked to receive. */
import { ed25519 } from '@noble/curves/ed25519.js';
import type { IsoTime, Sha256Hex, TenantId } from '../../../domain/brand.ts';
import { canonicalJson } from '../../../domain/bundle/canonical-json.ts';
import type { SeenLog, TrustedStore } from '../../../domain/bundle/receipts.ts';
import { utf8 } from '../../../formats/bundle/bytes.ts';
import { sha256OfText } from '../../../formats/bundle/digest.ts';
import { makeEnvelope, preAuthEncoding } from '../../../formats/bundle/dsse.ts';
import type { LogEntry } from '../../../formats/log/merkle.ts';
import { CHECKPOINT_PAYLOAD_TYPE, leafOf, proofOf, rootOf } from '../../../formats/log/merkle.ts';
import type { ReceiptText } from '../../../formats/log/receipt.ts';
import { AT, person } from './sample.ts';

export class SampleStore {
  readonly tenant: TenantId;
  readonly epoch: string;
  readonly trusted: TrustedStore;
  private readonly secretKey: Uint8Array;
  readonly log: LogEntry[] = [];

  constructor(name: string, tenant = 'acme', epoch = 'epoch-1') {
    const { trusted, secretKey } = person(name, 'service');
    this.trusted = { keyId: trusted.keyId, publicKey: trusted.publicKey, origin: `https://${name}.example` };
    this.secretKey = secretKey;
    this.tenant = tenant as TenantId;
    this.epoch = epoch;
  }

  enter(kind: string, subject: string): number {
    return this.log.push({ kind, tenant: this.tenant, subject: subject as Sha256Hex, at: AT }) - 1;
  }

  /** Entries that are nothing to the test. */
  fill(count: number): void {
    for (let i = 0; i < count; i++) this.enter('version', sha256OfText(`filler ${this.log.length}`));
  }

  checkpoint(changes: Record<string, string | number> = {}) {
    const facts = {
      format: 'bailiwick.checkpoint',
      origin: this.trusted.origin,
      tenant: this.tenant,
      storeEpoch: this.epoch,
      size: this.log.length,
      root: rootOf(this.log),
      at: AT as IsoTime,
      ...changes,
    };
    const payload = utf8(canonicalJson(facts));
    const signature = ed25519.sign(preAuthEncoding(CHECKPOINT_PAYLOAD_TYPE, payload), this.secretKey);
    return makeEnvelope(CHECKPOINT_PAYLOAD_TYPE, payload, this.trusted.keyId, signature);
  }

  receipt(index: number): ReceiptText {
    return {
      format: 'bailiwick.receipt',
      formatVersion: 1,
      entry: this.log[index] as LogEntry,
      index,
      proof: proofOf(this.log, index),
      checkpoint: this.checkpoint(),
    };
  }

  /** What a laptop keeps of this log. */
  seen(): SeenLog {
    const { tenant, epoch: storeEpoch, log } = this;
    const leaves = log.map(leafOf);
    return { store: this.trusted.keyId, storeEpoch, tenant, size: log.length, root: rootOf(log), leaves };
  }
}
