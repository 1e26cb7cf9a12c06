/** The workstations of one home, one a client. Each knows its own folder; what they share is the list of clients. */
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { FIRST_CLIENT } from './clients/client.ts';
import type { ClientMethods } from './clients/client-methods.ts';
import { clientMethods } from './clients/client-methods.ts';
import { Clients } from './clients/clients.ts';
import { Whose } from './clients/whose.ts';
import { DISK } from './durable-file.ts';
import type { Workstation, WorkstationOptions } from './services.ts';
import { workstationAt } from './services.ts';

export class Workstations {
  readonly clients: Clients;
  private readonly options: WorkstationOptions;
  private readonly whose: Whose;
  private readonly open = new Map<string, Workstation>();

  constructor(options: WorkstationOptions) {
    const { home, fs = DISK, now = () => new Date() } = options;
    this.options = options;
    this.clients = new Clients({ home, fs, now });
    this.whose = new Whose({ clients: this.clients, fs, now });
  }

  /** Code: CLIENT_UNKNOWN, also for one that was removed while its window was open. */
  async of(client: string): Promise<Result<Workstation>> {
    const found = await this.clients.find(client);
    return found.ok ? ok(this.at(client)) : found;
  }

  /** That of the home as it was before there were clients. */
  first(): Workstation {
    return this.at(FIRST_CLIENT);
  }

  /** Of a client that is known to be there. */
  at(client: string): Workstation {
    const known = this.open.get(client);
    if (known !== undefined) return known;
    const made = workstationAt(this.options, {
      home: this.clients.folderOf(client),
      client,
      whose: this.whose,
      clientMethods: this.methodsOf(client),
    });
    this.open.set(client, made);
    return made;
  }

  private methodsOf(here: string): ClientMethods {
    const { fs = DISK, now = () => new Date(), cost } = this.options;
    return clientMethods({
      here,
      clients: this.clients,
      whose: this.whose,
      fs,
      now,
      cost,
      stationOf: (client) => this.of(client),
      closeStation: async (client) => {
        await this.open.get(client)?.close();
        this.open.delete(client);
      },
    });
  }
}

export const createWorkstation = (options: WorkstationOptions): Workstation =>
  new Workstations(options).first();
