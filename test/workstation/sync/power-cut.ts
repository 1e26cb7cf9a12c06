/** A disk that loses power: after the n-th step nothing more happens, and what was never synced is torn or undone. */
import { renameSync, statSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DurableFs } from '../../../workstation/durable-file.ts';
import { DISK } from '../../../workstation/durable-file.ts';

export class PowerCut extends Error {}

/** `late`: renames that were not synced are lost, as if they had come after everything else; else they stand. */
export class LossyDisk {
  private readonly unsynced = new Set<string>();
  private renames: { readonly from: string; readonly to: string; readonly replaced: boolean }[] = [];
  private left: number;

  constructor(steps: number) {
    this.left = steps;
  }

  get cut(): boolean {
    return this.left < 0;
  }

  private step(): void {
    if (this.cut || --this.left < 0) throw new PowerCut('the power is gone');
  }

  readonly fs: DurableFs = {
    ...DISK,
    open: async (path, flags, mode) => {
      this.step();
      const handle = await DISK.open(path, flags, mode);
      if (flags === 'wx') this.unsynced.add(String(path));
      return {
        writeFile: (bytes: Uint8Array) => handle.writeFile(bytes),
        sync: async () => {
          this.step();
          await handle.sync();
          this.unsynced.delete(String(path));
          this.renames = this.renames.filter(({ to }) => dirname(to) !== String(path));
        },
        close: () => handle.close(),
      } as Awaited<ReturnType<DurableFs['open']>>;
    },
    rename: async (source, target) => {
      this.step();
      const [from, to] = [String(source), String(target)];
      const replaced = statSync(to, { throwIfNoEntry: false }) !== undefined;
      await DISK.rename(from, to);
      if (this.unsynced.delete(from)) this.unsynced.add(to);
      this.renames.push({ from, to, replaced });
    },
    unlink: (path) => {
      this.step();
      return DISK.unlink(path);
    },
  };

  /** What the disk looks like when the laptop is switched on again. */
  wake(late: boolean): void {
    for (const path of this.unsynced) {
      const size = statSync(path, { throwIfNoEntry: false })?.size;
      if (size !== undefined) truncateSync(path, Math.floor(size / 2));
    }
    if (!late) return;
    for (const { from, to, replaced } of this.renames.toReversed()) if (!replaced) renameSync(to, from);
  }
}
