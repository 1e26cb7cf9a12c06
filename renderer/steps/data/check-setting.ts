import type { CheckSetting } from '../../intake/health-api.ts';

/** What checks are told of the world outside the data: the local date, and where the bundled files lie. */
export const checkSetting = (): CheckSetting => ({
  today: localDate(new Date()),
  assetsUrl: new URL('assets/', document.baseURI).href,
});

const two = (value: number): string => String(value).padStart(2, '0');

/** The date on this person's wall, not the one in Greenwich. */
const localDate = (at: Date): string => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
