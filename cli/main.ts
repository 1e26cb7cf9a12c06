#!/usr/bin/env node
/** Entry of `bailiwick`. The exit code is set, not forced, so that a pipe is flushed before the process ends. */
import { commands } from './commands/registry.ts';
import { dispatch } from './dispatch.ts';
import { processIo } from './io.ts';

/** Filled in by scripts/build.mjs from package.json. */
declare const __BAILIWICK_VERSION__: string;

// A reader that closed the pipe early (`| head`) is not an error of ours.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code === 'EPIPE') process.exit(0);
  throw cause;
});

process.exitCode = await dispatch(process.argv.slice(2), commands, __BAILIWICK_VERSION__, processIo());
