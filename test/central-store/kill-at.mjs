/**
 * Loaded before the store: kills it -9 at its KILL_AT-th durable step (a file synced, or put in its place) after the
 * file KILL_ARMED has appeared. Counted before the step is taken; the moment after it is the one before the next.
 */
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { KILL_AT, KILL_ARMED } = process.env;
let left = Number(KILL_AT);

function step() {
  if (existsSync(KILL_ARMED) && left-- === 0) process.kill(process.pid, 'SIGKILL');
}

const handle = await fs.open(process.execPath, 'r');
const prototype = Object.getPrototypeOf(handle);
await handle.close();
const { sync } = prototype;
prototype.sync = function syncOrDie() {
  step();
  return sync.call(this);
};
const { rename } = fs;
fs.rename = (from, to) => {
  step();
  return rename(from, to);
};
syncBuiltinESMExports();
