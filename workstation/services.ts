import { codedError, refuse } from '../domain/result.ts';
import type { WorkstationMethods } from './contract.ts';
import { WORKSTATION_METHODS } from './channels.ts';
import type { ShellServices } from './shell.ts';

/** Interim: replaced by the keys, the keyring and the mirror as soon as they land. */
export function createWorkstation(options: {
  home: string;
  version: string;
  host: 'electron' | 'loopback';
  /** Null for the loopback host. */
  shell: ShellServices | null;
}): WorkstationMethods {
  const not = (method: string) => () =>
    Promise.resolve(refuse(codedError('UNSUPPORTED', `${method} is not there yet (${options.host}).`)));
  return Object.fromEntries(
    WORKSTATION_METHODS.map((method) => [method, not(method)]),
  ) as unknown as WorkstationMethods;
}
