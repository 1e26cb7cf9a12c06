/** Every command, in the order `bailiwick --help` lists them: one import and one line each. */
import type { Command } from '../command.ts';
import { intake } from './intake.ts';

export const commands: readonly Command[] = [intake];
