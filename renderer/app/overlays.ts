import { create } from 'zustand';

export type OverlayName = 'palette' | 'help' | 'privacy' | 'clients';

export const useOverlay = create<{ readonly shown: OverlayName | null }>(() => ({ shown: null }));

export const openPalette = (): void => useOverlay.setState({ shown: 'palette' });
export const openHelp = (): void => useOverlay.setState({ shown: 'help' });
export const openPrivacy = (): void => useOverlay.setState({ shown: 'privacy' });
export const openClients = (): void => useOverlay.setState({ shown: 'clients' });
export const closeOverlay = (): void => useOverlay.setState({ shown: null });
