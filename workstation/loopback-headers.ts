/** The headers every answer carries, from the loopback host and under Electron's `app://` alike. */
export { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../formats/wire/page-headers.ts';
