import { sha256 as hash } from '@noble/hashes/sha2.js';
import type { Sha256Hex } from '../../domain/brand.ts';
import { hex, utf8 } from './bytes.ts';

export const sha256Of = (bytes: Uint8Array): Sha256Hex => hex(hash(bytes)) as Sha256Hex;

/** sha256 of the UTF-8 of a text. */
export const sha256OfText = (text: string): Sha256Hex => sha256Of(utf8(text));
