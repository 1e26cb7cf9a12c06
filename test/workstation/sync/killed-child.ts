/** One sync round in a process of its own, which kills itself before its n-th step: a file made, renamed or a request. */
import { DISK } from '../../../workstation/durable-file.ts';
import type { DurableFs } from '../../../workstation/durable-file.ts';
import { createWorkstation } from '../../../workstation/workstations.ts';

const [home = '', url = '', last = ''] = process.argv.slice(2);
let left = Number(last);
const step = (): void => {
  if (left-- === 0) process.kill(process.pid, 'SIGKILL');
};

const fs: DurableFs = {
  ...DISK,
  open: (path, flags, mode) => {
    if (flags === 'wx') step();
    return DISK.open(path, flags, mode);
  },
  rename: (from, to) => {
    step();
    return DISK.rename(from, to);
  },
};

const station = createWorkstation({
  home,
  version: '',
  host: 'loopback',
  shell: null,
  fs,
  fetch: async (input, init) => {
    step();
    const answer = await fetch(new Request(input, init).url.replace('https://store.example', url), init);
    step();
    return answer;
  },
});
const done = await station.syncNow({});
process.exit(done.ok ? 0 : 1);
