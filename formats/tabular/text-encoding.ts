/** Which encoding a file of text is in, and its text in chunks. Labels are those of https://encoding.spec.whatwg.org. */
export const TEXT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type TextEncodingLabel = (typeof TEXT_ENCODINGS)[number];

interface DetectedEncoding {
  readonly label: TextEncodingLabel;
  /** Bytes of byte order mark to skip. */
  readonly markLength: number;
}

const CHUNK_BYTES = 2 ** 20;

/**
 * A mark decides; else zero bytes at one side of most pairs are UTF-16; else valid UTF-8 is UTF-8, the rest
 * Windows-1252. What a person chose wins over all of them.
 */
export function detectEncoding(bytes: Uint8Array, chosen?: TextEncodingLabel): DetectedEncoding {
  const marked = markedEncoding(bytes);
  if (chosen !== undefined) return marked?.label === chosen ? marked : { label: chosen, markLength: 0 };
  if (marked !== null) return marked;
  const wide = unmarkedUtf16(bytes.subarray(0, 4096));
  if (wide !== null) return { label: wide, markLength: 0 };
  return { label: isUtf8(bytes) ? 'utf-8' : 'windows-1252', markLength: 0 };
}

function markedEncoding(bytes: Uint8Array): DetectedEncoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { label: 'utf-8', markLength: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { label: 'utf-16le', markLength: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { label: 'utf-16be', markLength: 2 };
  return null;
}

/** Tables are mostly ASCII, and ASCII in UTF-16 is every other byte zero. */
function unmarkedUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = head.length >> 1;
  if (pairs === 0) return null;
  let evenZero = 0;
  let oddZero = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (head[i] === 0) evenZero++;
    if (head[i + 1] === 0) oddZero++;
  }
  if (oddZero > pairs * 0.6 && evenZero === 0) return 'utf-16le';
  if (evenZero > pairs * 0.6 && oddZero === 0) return 'utf-16be';
  return null;
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

export interface TextChunk {
  readonly text: string;
  readonly bytesRead: number;
  readonly last: boolean;
}

export function* textChunks(
  bytes: Uint8Array,
  encoding: DetectedEncoding,
  chunkBytes = CHUNK_BYTES,
): Generator<TextChunk, void> {
  const decoder = new TextDecoder(encoding.label, { ignoreBOM: true });
  let at = encoding.markLength;
  do {
    const end = Math.min(bytes.length, at + chunkBytes);
    const last = end >= bytes.length;
    const text = decoder.decode(bytes.subarray(at, end), { stream: !last });
    yield {
      text: encoding.label === 'windows-1252' ? withWindowsPunctuation(text) : text,
      bytesRead: end,
      last,
    };
    at = end;
  } while (at < bytes.length);
}

const C1_CONTROL = /[\u0080-\u009f]/g;
/** Windows-1252 0x80 … 0x9f; a space is a byte that means nothing there. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/** Node 20 decodes "windows-1252" as Latin-1, which turns euro signs and curly quotes into controls; mend that. */
function withWindowsPunctuation(text: string): string {
  return text.replace(C1_CONTROL, (control) => {
    const mapped = WINDOWS_1252[control.charCodeAt(0) - 0x80];
    return mapped === undefined || mapped === ' ' ? control : mapped;
  });
}
