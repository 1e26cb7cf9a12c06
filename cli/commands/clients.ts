import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Client, ClientContents } from '../../workstation/contract.ts';
import type { Workstation } from '../../workstation/services.ts';
import type { Command } from '../command.ts';
import { parseCommandLine, printJson, refuseInput } from '../command.ts';
import { workstationFor, workstationsFor } from '../workstation.ts';

const USAGE = `Usage: bailiwick clients list [--json]
       bailiwick clients add NAME [--json]
       bailiwick clients rename NAME NEW [--json]
       bailiwick clients remove NAME [--yes] [--json]

list    the customers kept apart on this laptop
add     one more, with plans, versions, keys and store of its own; any command is about it with --client NAME
rename  gives one another name
remove  says what would go; with --yes it goes for good. Plans that the page keeps of it go when the page opens next.`;

interface Answer {
  readonly text: string;
  readonly json: object;
}

export const clients: Command = {
  name: 'clients',
  summary: 'list, add or remove customers kept apart on this laptop',
  usage: USAGE,
  async run(argv, io) {
    const asked = argv.includes('--json');
    const options = { json: { type: 'boolean' }, yes: { type: 'boolean' } } as const;
    const line = parseCommandLine(argv, options, { min: 1, max: 3, what: 'list, add, rename or remove' });
    if (!line.ok) return refuseInput(io, line.errors, asked, USAGE);
    const [word = '', name, to] = line.value.positionals;
    const find = async (): Promise<Result<Client>> => workstationsFor(io).clients.named(name ?? '');
    const answer = await act(workstationFor(io), {
      word,
      name,
      to,
      yes: line.value.values.yes === true,
      find,
    });
    if (!answer.ok) return refuseInput(io, answer.errors, asked, USAGE);
    if (asked) printJson(io, answer.value.json);
    else io.out(answer.value.text);
    return 0;
  },
};

interface Asked {
  readonly word: string;
  readonly name: string | undefined;
  readonly to: string | undefined;
  readonly yes: boolean;
  readonly find: () => Promise<Result<Client>>;
}

async function act(station: Workstation, asked: Asked): Promise<Result<Answer>> {
  const { word, name, to } = asked;
  if (word === 'list' && name === undefined) return list(station);
  if (word === 'add' && name !== undefined && to === undefined) return one(await station.addClient({ name }));
  if (word === 'rename' && name !== undefined && to !== undefined) {
    const client = await asked.find();
    return client.ok ? one(await station.renameClient({ client: client.value.id, name: to })) : client;
  }
  if (word === 'remove' && name !== undefined && to === undefined) return remove(station, asked);
  return refuse(codedError('USAGE', 'Say list, add NAME, rename NAME NEW or remove NAME.'));
}

async function list(station: Workstation): Promise<Result<Answer>> {
  const known = await station.clients({});
  if (!known.ok) return known;
  const { clients: all } = known.value;
  return ok({ text: all.map(({ name }) => name).join('\n'), json: { clients: all } });
}

const one = (client: Result<Client>): Result<Answer> =>
  client.ok ? ok({ text: client.value.name, json: client.value }) : client;

async function remove(station: Workstation, { yes, find }: Asked): Promise<Result<Answer>> {
  const client = await find();
  if (!client.ok) return client;
  const { id, name } = client.value;
  const contents = await station.clientContents({ client: id });
  if (!contents.ok) return contents;
  if (!yes) {
    const text = `${described(contents.value)}\nAdd --yes to remove it for good.`;
    return ok({ text, json: { removed: false, ...contents.value } });
  }
  const removed = await station.removeClient({ client: id, name });
  return removed.ok
    ? ok({ text: `${name} was removed.`, json: { removed: true, ...contents.value } })
    : removed;
}

function described({ client, people, versions, onlyHere, bytes, store, folder }: ClientContents): string {
  return [
    `${client.name}: ${versions} versions, ${onlyHere} of them received by no store`,
    `keys of ${people.length === 0 ? 'nobody' : people.join(', ')}`,
    store === null ? 'no store' : `syncs with ${store.url} as ${store.tenant}`,
    `${(bytes / 1e6).toFixed(1)} MB in ${folder}`,
  ].join('\n');
}
