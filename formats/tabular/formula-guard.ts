/**
 * A spreadsheet runs a text cell that begins with = + - @ tab or carriage return as a formula (CWE-1236). A guarded
 * cell begins with an apostrophe instead. Texts that already look guarded get one more, so that unguarding gives
 * back exactly what was written.
 */
const WOULD_RUN = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

export const guardText = (text: string): string => (WOULD_RUN.test(text) ? `'${text}` : text);

export const unguardText = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);
