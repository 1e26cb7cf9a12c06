/** A central store for one test, started as a person starts it (`npm run store`), on a free port it then keeps. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../..');

export class CentralStore {
  readonly data: string;
  private readonly people: readonly string[];
  private readonly databaseUrl: string;
  private child: ChildProcess | null = null;
  url = '';
  /** One development token for each of the people. */
  tokens: readonly string[] = [];

  /** `people`: TENANT:SUBJECT[:administrator]; without a database's address it runs on the embedded one. */
  constructor(data: string, people: readonly string[], databaseUrl = '') {
    this.data = data;
    this.people = people;
    this.databaseUrl = databaseUrl;
  }

  token(subject: string): string {
    return this.tokens[this.people.findIndex((person) => person.split(':')[1] === subject)] ?? '';
  }

  async start(): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const people = this.people.flatMap((person) => ['--person', person]);
    const child = this.run('--data', this.data, '--port', port, ...people);
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      let [said, errors] = ['', ''];
      const hear = (): void => {
        const url = /"url":"([^"]+)"/.exec(said)?.[1];
        const tokens = [...errors.matchAll(/^development token of .*: (\S+)$/gm)].map(
          ([, token]) => token ?? '',
        );
        if (url === undefined || tokens.length < this.people.length) return;
        this.url = url;
        if (this.tokens.length === 0) this.tokens = tokens;
        resolve();
      };
      child.stdout?.on('data', (part: Buffer) => ((said += part.toString()), hear()));
      child.stderr?.on('data', (part: Buffer) => ((errors += part.toString()), hear()));
      child.once('exit', (code) => reject(new Error(`the store ended with ${code}: ${said}${errors}`)));
    });
  }

  /** As a crash or a pulled plug would. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  /** `npm run store -- backup FOLDER`, or `restore`. */
  async command(name: 'backup' | 'restore', folder: string): Promise<void> {
    const child = this.run(name, folder, '--data', this.data);
    let said = '';
    child.stdout?.on('data', (part: Buffer) => (said += part.toString()));
    child.stderr?.on('data', (part: Buffer) => (said += part.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`${name} ended with ${code}: ${said}`);
  }

  private run(...args: readonly string[]): ChildProcess {
    return spawn(process.execPath, ['scripts/store.mjs', ...args], {
      cwd: repository,
      env: { ...process.env, DATABASE_URL: this.databaseUrl, NODE_ENV: 'test' },
    });
  }
}
