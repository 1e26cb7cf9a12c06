/**
 * The bridge: the workstation's methods by name, as plain functions of one argument. Nothing of Electron crosses it,
 * no event, no channel name, no emitter.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { WORKSTATION_METHODS } from '../workstation/contract.ts';

const methods = WORKSTATION_METHODS.map((method) => [
  method,
  (input: unknown): Promise<unknown> => ipcRenderer.invoke(`workstation:${method}`, input),
]);

contextBridge.exposeInMainWorld('bailiwick', Object.fromEntries(methods));
