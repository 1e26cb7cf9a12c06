import { describe, expect, it } from 'vitest';
import type { OverlayId } from '../../../domain/brand.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import { readDocument } from '../../../domain/bundle/read-document.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { Overlay } from '../../../domain/plan/overlay.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { openBundle, verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import { readZip } from '../../../formats/bundle/read-zip.ts';
import { AT, ada, build, keyring, must, samplePlan, sealed } from './sample.ts';

const overlay = (more: Partial<Overlay>): Overlay => ({
  overlayId: 'o-1' as OverlayId,
  name: 'Specialists',
  kind: 'specialist',
  repIds: [],
  rows: [1, 2],
  credit: 0.25,
  note: '',
  ...more,
});

const context = { actor: ada.signer.actorId, at: AT };
const withOverlays = (): Plan => {
  const partner = overlay({
    overlayId: 'o-2' as OverlayId,
    name: 'Medline',
    kind: 'partner',
    rows: [3],
    credit: 0.3,
  });
  const one = must(applyCommand(samplePlan(), { type: 'setOverlay', overlay: overlay({}) }, context));
  return must(applyCommand(one.plan, { type: 'setOverlay', overlay: partner }, context)).plan;
};

describe('overlays in a bundle', () => {
  it('[DSN-10] are verified with it and open as they were', async () => {
    const plan = withOverlays();
    const bytes = sealed(build(plan));
    expect(await verifyBundle(bytes, keyring, readZip)).toMatchObject({ ok: true, state: 'Approved' });
    expect(must(await openBundle(bytes, readZip)).plan).toEqual(plan);
  });

  it('[DSN-10] [OPT-07] stand in assignments.csv, where every account has its reason code, reserved ones too', () => {
    const text = new TextDecoder().decode(build(withOverlays()).bag.get('data/assignments.csv'));
    const lines = text.trim().split('\r\n');
    expect(lines[0]).toMatch(/,reason,source,overlays,overlay_kinds,channel_credit$/);
    expect(lines.find((line) => line.includes('@cmd'))).toMatch(
      /,RESERVED_PARTNER,manual,Medline,partner,0\.3$/,
    );
    expect(lines.find((line) => line.startsWith('A-3'))).toMatch(
      /,BALANCE_MOVE,solver,Specialists,specialist,0\.25$/,
    );
    expect(lines.find((line) => line.startsWith('A-6'))).toMatch(/,UNASSIGNED_CAPACITY,solver,,,$/);
  });

  it('[DSN-10] stand in the report, with who works them and the credit', () => {
    const report = (plan: Plan): string => new TextDecoder().decode(build(plan).bag.get('data/report.html'));
    expect(report(withOverlays())).toMatch(
      /Beside the territories[\s\S]*Medline[\s\S]*Partner, reserved[\s\S]*30%/,
    );
    expect(report(samplePlan())).not.toContain('Beside the territories');
  });

  it('[DSN-10] leave the bytes of a version without any as they always were', () => {
    const { document, bag } = build();
    expect('overlays' in document).toBe(false);
    expect(new TextDecoder().decode(bag.get('data/assignments.csv'))).not.toContain('overlays');
  });

  it('[DSN-10] that contradict the alignment are refused by name', () => {
    const document = JSON.parse(JSON.stringify(build(withOverlays()).document)) as { overlays: Overlay[] };
    const faults = (overlays: readonly Overlay[]): readonly string[] => {
      const read = readDocument({ ...document, overlays } as unknown as Json);
      return read.ok ? [] : read.errors.map(({ message }) => message);
    };
    const [specialists, partner] = document.overlays as [Overlay, Overlay];
    expect(faults([specialists, partner])).toEqual([]);
    expect(faults([specialists])).toEqual([
      'plan.json: alignment.standing.codes[3] is reserved, and no partner has it.',
    ]);
    expect(faults([specialists, { ...partner, rows: [3, 0] }])[0]).toContain(
      'overlays[1].rows[1] is 0, out of order',
    );
    expect(faults([{ ...specialists, credit: 2 }, partner])[0]).toContain('overlays[0].credit is 2');
  });
});
