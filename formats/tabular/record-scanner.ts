/**
 * One record of delimited text after RFC 4180, with every departure from it noticed: a quote inside an unquoted cell,
 * text after a closing quote, a quote that never closes. CRLF, LF and CR end a record.
 */
const QUOTE = 34;
const LF = 10;
const CR = 13;

/** A quoted cell longer than this has lost its closing quote (a spreadsheet cell holds 32,767 characters). */
const MAX_RECORD_CHARS = 2 ** 18;

export const INCOMPLETE = -1;
export const UNTERMINATED = -2;

export interface ScannedRecord {
  cells: string[];
  /** Line ends inside quoted cells. */
  innerLines: number;
  /** A quote stood where none may stand. */
  brokenQuoting: boolean;
}

/**
 * Scans the record that begins at `start` into `out`. Answers where the next one begins, INCOMPLETE when `text` ends
 * inside the record and more is to come, or UNTERMINATED when a quote is never closed.
 * Longer than 30 lines because every character of a file passes through it.
 */
export function scanRecord(
  text: string,
  start: number,
  delimiter: number,
  final: boolean,
  out: ScannedRecord,
): number {
  out.cells.length = 0;
  out.innerLines = 0;
  out.brokenQuoting = false;
  const { length } = text;
  let at = start;
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      const end = closingQuote(text, at + 1, delimiter, final, out);
      if (end === INCOMPLETE) {
        return final || length - start > MAX_RECORD_CHARS ? UNTERMINATED : INCOMPLETE;
      }
      const raw = text.slice(at + 1, end);
      out.innerLines += lineEnds(raw);
      out.cells.push(raw.includes('""') ? raw.replaceAll('""', '"') : raw);
      at = end + 1;
    } else {
      const from = at;
      let code = text.charCodeAt(at);
      while (at < length && code !== delimiter && code !== LF && code !== CR) {
        if (code === QUOTE) out.brokenQuoting = true;
        code = text.charCodeAt(++at);
      }
      out.cells.push(text.slice(from, at));
    }
    if (at >= length) return final ? length : INCOMPLETE;
    const code = text.charCodeAt(at++);
    if (code === LF) return at;
    if (code === CR) {
      if (at >= length) return final ? at : INCOMPLETE;
      return text.charCodeAt(at) === LF ? at + 1 : at;
    }
    if (at >= length && !final) return INCOMPLETE;
  }
}

/** Where the quoted cell ends; a quote followed by anything but a separator is taken as text and noticed. */
function closingQuote(
  text: string,
  from: number,
  delimiter: number,
  final: boolean,
  out: ScannedRecord,
): number {
  let at = text.indexOf('"', from);
  while (at >= 0) {
    const next = at + 1;
    if (next >= text.length) return final ? at : INCOMPLETE;
    const code = text.charCodeAt(next);
    if (code === delimiter || code === LF || code === CR) return at;
    if (code === QUOTE) {
      at = text.indexOf('"', next + 1);
    } else {
      out.brokenQuoting = true;
      at = text.indexOf('"', next);
    }
  }
  return INCOMPLETE;
}

/** CRLF, LF and CR each end one line. */
function lineEnds(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count++;
  }
  return count;
}

/** Where the line after the one at `start` begins, or the end of the text. */
export function nextLine(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF) return at + 1;
    if (code === CR) return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  }
  return text.length;
}
