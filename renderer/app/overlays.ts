import { create } from 'zustand';

type Overlay = 'palette' | 'help' | null;

export const useOverlay = create<{ readonly shown: Overlay }>(() => ({ shown: null }));

export const openPalette = (): void => useOverlay.setState({ shown: 'palette' });
export const openHelp = (): void => useOverlay.setState({ shown: 'help' });
export const closeOverlay = (): void => useOverlay.setState({ shown: null });
