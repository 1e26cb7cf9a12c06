/** One IPC channel for each workstation method: the sender is validated, the argument parsed, then one call made. */
import { ipcMain } from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import { codedError, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { parseArgument } from '../workstation/channels.ts';
import { FIRST_CLIENT, WORKSTATION_METHODS } from '../workstation/contract.ts';
import type { WorkstationMethods } from '../workstation/contract.ts';
import { isPageUrl } from './page-protocol.ts';

const channelOf = (method: string): string => `workstation:${method}`;

/** Only the top frame of a window that shows the page; a frame that is gone has no say. */
function isOurPage({ senderFrame, sender }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isPageUrl(senderFrame.url);
}

/** Whose window it is stands in its address, which the shell reads itself. */
const clientOf = ({ senderFrame }: IpcMainInvokeEvent): string =>
  new URL(senderFrame?.url ?? '').searchParams.get('client') ?? FIRST_CLIENT;

export function serveChannels(methodsOf: (client: string) => Promise<Result<WorkstationMethods>>): void {
  for (const method of WORKSTATION_METHODS) {
    ipcMain.handle(channelOf(method), async (event, input: unknown): Promise<Result<unknown>> => {
      if (!isOurPage(event)) {
        return refuse(codedError('FOREIGN_SENDER', 'Only the page of Bailiwick may call the workstation.'));
      }
      const argument = parseArgument(method, input);
      if (!argument.ok) return argument;
      try {
        const methods = await methodsOf(clientOf(event));
        if (!methods.ok) return methods;
        const call = methods.value[method] as (input: unknown) => Promise<Result<unknown>>;
        return await call.call(methods.value, argument.value);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        const message = `The workstation stopped on a fault of its own: ${reason}.`;
        return refuse(codedError('INTERNAL', message));
      }
    });
  }
}
