/** Which panels of the workspace are open, and which tab each shows; remembered on this laptop. */
import { create } from 'zustand';
import { keep, oneOf, recall, yesNo } from '../ui/remembered.ts';

export type Side = 'left' | 'right' | 'bottom';
const RIGHT_TABS = ['inspect', 'problems', 'build'] as const;
type RightTab = (typeof RIGHT_TABS)[number];
const BOTTOM_TABS = ['accounts', 'paste', 'charts'] as const;
type BottomTab = (typeof BOTTOM_TABS)[number];

interface PanelState {
  readonly left: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
  readonly rightTab: RightTab;
  readonly bottomTab: BottomTab;
}

/** On a short window the map needs the room more than the drawer does. */
const TALL_ENOUGH_FOR_DRAWER = 760;

export const usePanels = create<PanelState>(() => ({
  left: recall('panel.left', yesNo) ?? true,
  right: recall('panel.right', yesNo) ?? true,
  bottom: recall('panel.bottom', yesNo) ?? window.innerHeight >= TALL_ENOUGH_FOR_DRAWER,
  rightTab: recall('panel.rightTab', oneOf(...RIGHT_TABS)) ?? 'inspect',
  bottomTab: recall('panel.bottomTab', oneOf(...BOTTOM_TABS)) ?? 'accounts',
}));

export function togglePanel(side: Side): void {
  const open = !usePanels.getState()[side];
  usePanels.setState({ [side]: open });
  keep(`panel.${side}`, open);
}

export function showRight(rightTab: RightTab): void {
  usePanels.setState({ right: true, rightTab });
  keep('panel.rightTab', rightTab);
}

export function showBottom(bottomTab: BottomTab): void {
  usePanels.setState({ bottom: true, bottomTab });
  keep('panel.bottomTab', bottomTab);
}
