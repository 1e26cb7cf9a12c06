import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IsoTime, Sha256Hex, TenantId } from '../../../domain/brand.ts';
import { GrowingTree } from '../../../formats/log/growing-tree.ts';
import type { LogEntry } from '../../../formats/log/merkle.ts';
import { isIncluded, proofOf, rootOf } from '../../../formats/log/merkle.ts';

const entries: readonly LogEntry[] = Array.from({ length: 130 }, (_, i) => ({
  kind: 'version',
  tenant: 'acme' as TenantId,
  subject: i.toString(16).padStart(64, '0') as Sha256Hex,
  at: '2026-01-31T09:00:00.000Z' as IsoTime,
}));

test('the growing tree has the root of the whole log at every size it ever had', () => {
  const tree = new GrowingTree();
  const roots = [tree.root()];
  for (const entry of entries) {
    tree.add(entry);
    roots.push(tree.root());
  }
  expect(roots).toEqual(entries.map((_, i) => rootOf(entries.slice(0, i))).concat(rootOf(entries)));
  expect(roots).toEqual(roots.map((_, size) => tree.root(size)));
});

test('what is dropped was never there', () => {
  const tree = new GrowingTree();
  const twice = new GrowingTree();
  for (const entry of entries) {
    twice.add({ ...entry, kind: 'attestation' });
    twice.drop();
    tree.add(entry);
    twice.add(entry);
    expect(twice.root()).toBe(tree.root());
  }
});

test('its proofs are those computed from all entries, and they hold', () => {
  const tree = new GrowingTree();
  for (const entry of entries) tree.add(entry);
  const places = fc
    .integer({ min: 1, max: entries.length })
    .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));
  fc.assert(
    fc.property(places, ([size, index]) => {
      const proof = tree.proof(index, size);
      expect(proof).toEqual(proofOf(entries.slice(0, size), index));
      expect(isIncluded(entries[index] as LogEntry, index, size, proof, tree.root(size))).toBe(true);
    }),
  );
});
