/** `push`, `pull` and `log` differ in what they ask and say; a round always does both ways, so that neither runs ahead. */
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import type { RoundSummary, SyncStatus } from '../../workstation/contract.ts';
import type { Command, ExitCode } from '../command.ts';
import { parseCommandLine, printJson, refuseInput } from '../command.ts';
import type { Io } from '../io.ts';
import { connect, describeVersions, syncJson, SYNC_OPTIONS } from '../sync.ts';
import { workstationFor } from '../workstation.ts';

export interface SyncCommand {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** false: only says where things stand, as far as this laptop knows. */
  readonly round: boolean;
  readonly say: (status: SyncStatus, done: RoundSummary | null) => string;
  /** What counts as a negative finding, exit code 1. */
  readonly fails: (status: SyncStatus) => boolean;
}

export const syncCommand = (command: SyncCommand): Command => ({
  name: command.name,
  summary: command.summary,
  usage: command.usage,
  async run(argv, io) {
    const asked = argv.includes('--json');
    const line = parseCommandLine(argv, SYNC_OPTIONS, { min: 0, max: 0, what: 'no operand' });
    if (!line.ok) return refuseInput(io, line.errors, asked, command.usage);
    const done = await act(command, line.value.values, io);
    if (!done.ok) return refuseInput(io, done.errors, asked, command.usage);
    return answer(command, done.value, asked, io);
  },
});

interface Done {
  readonly status: SyncStatus;
  readonly summary: RoundSummary | null;
}

/** What the store refuses or cannot do now is a finding; what keeps us from asking at all is an input error. */
async function act(command: SyncCommand, line: Parameters<typeof connect>[1], io: Io): Promise<Result<Done>> {
  const station = workstationFor(io);
  const connected = await connect(station, line, io);
  if (!connected.ok) return connected;
  const round = command.round ? await station.syncNow({}) : null;
  const status = await station.syncStanding();
  return status.ok ? ok({ status: status.value, summary: round?.ok === true ? round.value : null }) : status;
}

function answer(command: SyncCommand, { status, summary }: Done, json: boolean, io: Io): ExitCode {
  if (json) printJson(io, { ...syncJson(status), done: summary });
  else io.out([command.say(status, summary), ...describeVersions(status)].join('\n'));
  const failed = status.alarms.length > 0 || (command.round && summary === null) || command.fails(status);
  return failed ? 1 : 0;
}

export const countOf = (n: number): string => (n === 1 ? '1 version' : `${n} versions`);
