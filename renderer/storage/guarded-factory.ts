/** Thrown where a store that a newer Bailiwick wrote would be changed; storage-error.ts puts it into words. */
export class NewerStore extends Error {
  override readonly name = 'NewerStore';
  /** `read`: not even its tables can be read by this version. */
  readonly doing: 'read' | 'write';

  constructor(doing: 'read' | 'write') {
    super('a newer Bailiwick has written it');
    this.doing = doing;
  }
}

/**
 * IndexedDB that never raises a schema above `newest` (IndexedDB's own integer). Where tables it was told of are
 * missing, Dexie would otherwise add them to a newer schema under a version of its own invention.
 */
export function guardedFactory(newest: number): IDBFactory {
  return {
    open: (name, version) => {
      if (version !== undefined && version > newest) throw new NewerStore('read');
      return indexedDB.open(name, version);
    },
    deleteDatabase: (name) => indexedDB.deleteDatabase(name),
    databases: () => indexedDB.databases(),
    cmp: (first, second) => indexedDB.cmp(first, second),
  };
}
