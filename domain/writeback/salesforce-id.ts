/**
 * Salesforce ids come with 15 characters, where case counts, or 18, where three check characters carry the case
 * (Salesforce help, "18-character ID"). One form is needed to compare them.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const SHORT = /^[a-zA-Z0-9]{15}$/;

/** The 18-character form; a text that is no 15-character id comes back as it was. */
export function fullId(id: string): string {
  if (!SHORT.test(id)) return id;
  let check = '';
  for (let block = 0; block < 3; block++) {
    let bits = 0;
    for (let i = 0; i < 5; i++) if (/[A-Z]/.test(id[block * 5 + i] ?? '')) bits |= 1 << i;
    check += ALPHABET[bits] ?? '';
  }
  return id + check;
}

export const isSalesforceId = (id: string): boolean => /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id);
