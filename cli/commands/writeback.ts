import { codedError } from '../../domain/result.ts';
import type { Command } from '../command.ts';
import { refuseInput } from '../command.ts';
import { prepare } from './writeback-prepare.ts';
import { reconcileResults } from './writeback-reconcile.ts';

const USAGE = `Usage: bailiwick writeback prepare BUNDLE --target TARGET --snapshot FILE ... --out FOLDER [options]
       bailiwick writeback reconcile FOLDER (--results FILE ... | --export FILE ...) [--json]

prepare makes the files that write an approved, verified version to a CRM: only what the target still holds as the plan
began from it; everything else is listed in conflicts.csv and stays. Files that take the batch back lie beside them.
reconcile reads what became of it, lists what is half done, and writes the files that take back what was made.

  --target TARGET        salesforce, dynamics, hubspot or csv
  --snapshot FILE        an export of the target, or a folder of them; may be repeated
  --current FILE         a second export, taken just before: what differs from the snapshot is left out
  --out FOLDER           where the files go
  --environment NAME     sandbox (the default) or production
  --effective DATE       when the plan takes effect; default the first day of its cycle
  --reason TEXT          why it goes on although a safeguard refuses
  --history FOLDER       an earlier batch (sandbox run, lock window); may be repeated
  --previous BUNDLE      the release this version replaces: its quotas are in force, its moves may be locked
  --dry-run              say what would be done, write nothing
  --quota-period NAME    month, quarter (the default) or cycle
  --model NAME, --territory-type ID, --forecasting-type ID      Salesforce, where the exports leave a choice
  --metric ID            Dynamics: metricid of new goals
  --goal-name TEXT       Dynamics, HubSpot: what goals are called
  --keyring FILE         keys to believe; default those this machine trusts

Exit code 1 when the version is not approved or a safeguard refuses, or when not every change was made; 2 when a file
cannot be read.`;

export const writeback: Command = {
  name: 'writeback',
  summary: 'make CRM files of an approved version, and check what became of them',
  usage: USAGE,
  run(argv, io) {
    const [verb, ...rest] = argv;
    if (verb === 'prepare') return prepare(rest, io, USAGE);
    if (verb === 'reconcile') return reconcileResults(rest, io, USAGE);
    const error = codedError('USAGE', `Say prepare or reconcile, not "${verb ?? ''}".`);
    return Promise.resolve(refuseInput(io, [error], argv.includes('--json'), USAGE));
  },
};
