/** Every command, in the order `bailiwick --help` lists them: one import and one line each. */
import type { Command } from '../command.ts';
import { access } from './access.ts';
import { bench } from './bench.ts';
import { clients } from './clients.ts';
import { explain } from './explain.ts';
import { exportCommand } from './export.ts';
import { grants } from './grants.ts';
import { headcount } from './headcount.ts';
import { intake } from './intake.ts';
import { keys } from './keys.ts';
import { log } from './log.ts';
import { moves } from './moves.ts';
import { pair } from './pair.ts';
import { plan } from './plan.ts';
import { privacy } from './privacy.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { size } from './size.ts';
import { solve } from './solve.ts';
import { verify } from './verify.ts';
import { writeback } from './writeback.ts';

export const commands: readonly Command[] = [
  intake,
  plan,
  size,
  headcount,
  moves,
  pair,
  verify,
  explain,
  exportCommand,
  keys,
  grants,
  access,
  clients,
  push,
  pull,
  log,
  writeback,
  privacy,
  solve,
  bench,
];
