/** Electron as far as the shell uses it: it records what it is told, and a test plays the machine. */
import { EventEmitter } from 'node:events';

type Any = (...args: never[]) => unknown;

export class FakeWebContents extends EventEmitter {
  mainFrame: { url: string } = { url: 'app://bailiwick/index.html' };
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  reloads = 0;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  reload(): void {
    this.reloads += 1;
  }
}

export interface WindowOptions {
  readonly webPreferences: Readonly<Record<string, unknown>>;
}

export function createFakeElectron() {
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    ready: Promise.resolve(),
    holdsLock: true,
    told: [] as string[],
    paths: {} as Record<string, string>,
    whenReady: () => app.ready,
    enableSandbox: () => void app.told.push('enableSandbox'),
    requestSingleInstanceLock: () => {
      app.told.push('requestSingleInstanceLock');
      return app.holdsLock;
    },
    setPath: (name: string, path: string) => {
      app.told.push('setPath');
      app.paths[name] = path;
    },
    getVersion: () => '1.2.3',
    quit: () => void app.told.push('quit'),
  });

  const handlers: Record<string, Any> = {};
  const defaultSession = {
    setPermissionRequestHandler: (handler: Any) => void (handlers['permissionRequest'] = handler),
    setPermissionCheckHandler: (handler: Any) => void (handlers['permissionCheck'] = handler),
    setDevicePermissionHandler: (handler: Any) => void (handlers['devicePermission'] = handler),
    setSpellCheckerEnabled: (enabled: boolean) => void app.told.push(`spellChecker ${enabled}`),
    webRequest: { onBeforeRequest: (handler: Any) => void (handlers['beforeRequest'] = handler) },
  };

  const windows: FakeBrowserWindow[] = [];
  class FakeBrowserWindow {
    static getAllWindows = (): FakeBrowserWindow[] => windows;
    static getFocusedWindow = (): FakeBrowserWindow | null => windows[0] ?? null;
    readonly options: WindowOptions;
    readonly webContents = new FakeWebContents();
    loaded: string | null = null;
    focused = 0;
    shown = 0;
    minimized = false;
    onceReady: () => void = () => undefined;
    constructor(options: WindowOptions) {
      this.options = options;
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    once(_event: 'ready-to-show', listener: () => void): void {
      this.onceReady = listener;
    }
    loadURL(url: string): Promise<void> {
      this.loaded = url;
      return Promise.resolve();
    }
    isMinimized = (): boolean => this.minimized;
    isDestroyed = (): boolean => false;
    restore(): void {
      this.minimized = false;
    }
    focus(): void {
      this.focused += 1;
    }
    show(): void {
      this.shown += 1;
    }
  }

  const schemes: { scheme: string; privileges: Record<string, boolean> }[] = [];
  const protocols: Record<string, (request: Request) => Promise<Response>> = {};
  const channels: Record<string, (event: unknown, input: unknown) => Promise<unknown>> = {};
  const exposed: Record<string, Record<string, (input: unknown) => Promise<unknown>>> = {};
  const opened: string[] = [];
  const asked: { response: number; count: number } = { response: 1, count: 0 };
  const keychain = { available: true, backend: 'gnome_libsecret' };
  const save = { canceled: false, filePath: '' };

  return {
    state: { handlers, windows, schemes, protocols, channels, exposed, opened, asked, keychain, save },
    app,
    session: { defaultSession },
    BrowserWindow: FakeBrowserWindow,
    Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: () => undefined },
    protocol: {
      registerSchemesAsPrivileged: (list: typeof schemes) => {
        app.told.push('registerSchemes');
        schemes.push(...list);
      },
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
        void (protocols[scheme] = handler),
    },
    net: { isOnline: () => false },
    ipcMain: {
      handle: (channel: string, handler: (event: unknown, input: unknown) => Promise<unknown>) =>
        void (channels[channel] = handler),
    },
    ipcRenderer: { invoke: (channel: string, input: unknown) => Promise.resolve({ channel, input }) },
    contextBridge: {
      exposeInMainWorld: (name: string, api: (typeof exposed)[string]) => void (exposed[name] = api),
    },
    shell: {
      openExternal: (url: string) => {
        opened.push(url);
        return Promise.resolve();
      },
    },
    dialog: {
      showMessageBox: () => {
        asked.count += 1;
        return Promise.resolve({ response: asked.response });
      },
      showSaveDialog: () => Promise.resolve(save),
    },
    safeStorage: {
      isEncryptionAvailable: () => keychain.available,
      getSelectedStorageBackend: () => keychain.backend,
      encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`sealed:${text}`)),
      decryptStringAsync: (sealed: Buffer) =>
        sealed.toString().startsWith('sealed:')
          ? Promise.resolve({ result: sealed.toString().slice('sealed:'.length), shouldReEncrypt: false })
          : Promise.reject(new Error('not ours')),
    },
  };
}

export type FakeElectron = ReturnType<typeof createFakeElectron>;
