/** The workspaces this store serves, each opened when the first of its people asks for it. */
import type { IsoTime, TenantId } from '../../domain/brand.ts';
import type { Desk } from '../receive.ts';
import { TenantFiles } from '../tenant-files.ts';
import type { ServerOptions } from '../server.ts';
import { Trust } from './trust.ts';

export interface Workspace {
  readonly desk: Desk;
  readonly trust: Trust;
}

export class Workspaces {
  private readonly options: ServerOptions;
  private readonly opened = new Map<TenantId, Promise<Workspace>>();

  constructor(options: ServerOptions) {
    this.options = options;
  }

  /** Opened once; a failure is not remembered. */
  of(tenant: TenantId): Promise<Workspace> {
    const known = this.opened.get(tenant) ?? this.open(tenant);
    this.opened.set(tenant, known);
    known.catch(() => this.opened.delete(tenant));
    return known;
  }

  private async open(tenant: TenantId): Promise<Workspace> {
    const { data, database, blobsOf, reader, keys, now } = this.options;
    const files = await TenantFiles.open(data, tenant, database, blobsOf, reader);
    const trust = new Trust(files);
    const time = (): IsoTime => now().toISOString() as IsoTime;
    return { trust, desk: { tenant, files, keys, now: time, judge: trust } };
  }
}
