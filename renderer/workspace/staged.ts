/** The territory a move is staged to. What would move follows from it, the selection and the plan as they are now. */
import { create } from 'zustand';

export const useStaged = create<{ readonly to: number | null }>(() => ({ to: null }));

/** Territory index, or UNASSIGNED. */
export const stageTo = (to: number): void => useStaged.setState({ to });
export const discardStaged = (): void => useStaged.setState({ to: null });
