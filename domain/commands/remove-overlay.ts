import type { OverlayId } from '../brand.ts';
import { codedError, ok, refuse } from '../result.ts';
import { recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';
import { overlayDiff } from './overlay-diff.ts';

/** Ends an overlay. What a partner had reserved comes back into planning, without a territory. */
export interface RemoveOverlay {
  readonly type: 'removeOverlay';
  readonly overlayId: OverlayId;
}

export const removeOverlay: CommandHandler<RemoveOverlay> = {
  type: 'removeOverlay',
  describe: (plan, { overlayId }) =>
    `Remove overlay ${plan.overlays.find((overlay) => overlay.overlayId === overlayId)?.name ?? overlayId}`,
  run: (plan, { overlayId }) => {
    const overlays = plan.overlays.filter((overlay) => overlay.overlayId !== overlayId);
    if (overlays.length === plan.overlays.length)
      return refuse(codedError('UNKNOWN_OVERLAY', `Overlay ${overlayId} is not in this plan.`));
    return ok(overlayDiff(plan, overlays, recordPatch(plan, 'overlays', overlays)));
  },
};
