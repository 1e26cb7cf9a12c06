import { describe, expect, it } from 'vitest';
import type { HeadcountId, MinorUnits } from '../../../domain/brand.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import { readDocument } from '../../../domain/bundle/read-document.ts';
import { newScenario } from '../../../domain/capacity/new-scenario.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { openBundle, verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import { readZip } from '../../../formats/bundle/read-zip.ts';
import { AT, ada, build, keyring, must, samplePlan, sealed } from './sample.ts';

const withHeadcount = (): Plan => {
  const plan = samplePlan();
  const scenario = {
    ...newScenario(plan, 'h-1' as HeadcountId, 'Base'),
    productivity: 1_234_567_89 as MinorUnits,
    attrition: 0.15,
    ramp: { kind: 'table', shares: [0.2, 0.6] } as const,
    hunters: [{ segment: 'SMB', share: 0.5 }],
  };
  const context = { actor: ada.signer.actorId, at: AT };
  return must(applyCommand(plan, { type: 'setHeadcount', scenario }, context)).plan;
};

describe('headcount in a bundle', () => {
  it('[CAP-06] is verified with it and opens as it was', async () => {
    const plan = withHeadcount();
    const bytes = sealed(build(plan));
    expect(await verifyBundle(bytes, keyring, readZip)).toMatchObject({ ok: true, state: 'Approved' });
    expect(must(await openBundle(bytes, readZip)).plan).toEqual(plan);
  });

  it('[CAP-06] writes money as text, and is absent from a version without any', () => {
    expect(build(withHeadcount()).document.headcount?.[0]?.productivity).toBe('123456789');
    expect('headcount' in build().document).toBe(false);
  });

  it('[CAP-06] that no command would have made is refused by name', () => {
    const document = JSON.parse(JSON.stringify(build(withHeadcount()).document)) as {
      headcount: Record<string, Json>[];
    };
    const faults = (more: Record<string, Json>): readonly string[] => {
      const headcount = [{ ...document.headcount[0], ...more }];
      const read = readDocument({ ...document, headcount } as unknown as Json);
      return read.ok ? [] : read.errors.map(({ message }) => message);
    };
    expect(faults({})).toEqual([]);
    expect(faults({ hires: [1] })[0]).toContain('There are 1 months of hires and');
    expect(faults({ productivity: 12 })[0]).toContain('headcount[0].productivity');
    expect(faults({ ramp: { kind: 'cliff' } })[0]).toContain('headcount[0].ramp');
  });

  it('[CAP-05] thresholds that a policy sets are read back, and one it does not know is a fault', () => {
    const plan = samplePlan();
    const own = { ...plan, policy: { ...plan.policy, capacity: { fitBand: 0.05 } } };
    const document = JSON.parse(JSON.stringify(build(own).document)) as {
      policy: { content: { capacity: Record<string, number> } };
    };
    expect(document.policy.content.capacity).toEqual({ fitBand: 0.05 });
    expect(readDocument(document as unknown as Json).ok).toBe(true);
    document.policy.content.capacity['fit'] = 1;
    expect(readDocument(document as unknown as Json).ok).toBe(false);
  });
});
