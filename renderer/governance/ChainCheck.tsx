import { useState } from 'react';
import { database } from '../session/session.ts';
import { TrailStore } from '../storage/trail-store.ts';
import { Button } from '../ui/Button.tsx';
import { counted } from '../ui/format.ts';
import type { StatusKind } from '../ui/Status.tsx';
import { Status } from '../ui/Status.tsx';
import { useVersions } from '../versions/versions.ts';
import { judgeAll } from './judged.ts';

interface Finding {
  readonly kind: StatusKind;
  readonly words: string;
}

/** Reads the chain of this laptop and of every version again, line by line, and says whether each holds. */
export function ChainCheck() {
  const versions = useVersions((state) => state.versions);
  const [found, setFound] = useState<Finding | null>(null);
  const [busy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    setBusy(true);
    const trail = await new TrailStore(database()).read();
    const judged = await judgeAll(versions, true);
    const broken = judged.filter((one) => one.outcome === null);
    setBusy(false);
    if (!trail.ok)
      return setFound({ kind: 'bad', words: trail.errors[0]?.message ?? 'The chain does not hold.' });
    const lines = counted(trail.value.lines.length, 'line', 'lines');
    const whole = `${lines} beside plans and the trails of ${counted(judged.length - broken.length, 'version', 'versions')} hold.`;
    if (broken.length === 0) return setFound({ kind: 'good', words: whole });
    const first = broken[0];
    setFound({
      kind: 'warn',
      words: `${whole} ${counted(broken.length, 'version is', 'versions are')} not proven: ${first?.version.planName ?? ''}: ${first?.why ?? ''}`,
    });
  };
  return (
    <>
      <Button isDisabled={busy} onPress={() => void check()}>
        {busy ? 'Reading every line …' : 'Verify the chain'}
      </Button>
      {found === null ? null : (
        <Status prose kind={found.kind}>
          {found.words}
        </Status>
      )}
    </>
  );
}
