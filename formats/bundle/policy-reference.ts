import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { Policy } from '../../domain/governance/policy.ts';
import type { PolicyReference } from '../../domain/governance/statement.ts';
import { sha256OfText } from './digest.ts';

/** A policy by name, version and the digest of its canonical JSON: two policies that differ in a figure never share one. */
export const policyReference = (policy: Policy): PolicyReference => ({
  policyId: policy.policyId,
  version: policy.version,
  sha256: sha256OfText(canonicalJson(policy as unknown as Json)),
});
