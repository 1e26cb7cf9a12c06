import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ACTION_WORDS,
  actionWords,
  EVENT_ACTIONS,
  objectWords,
} from '../../../domain/governance/action-words.ts';
import { DECISIONS } from '../../../domain/governance/statement.ts';

const repository = join(import.meta.dirname, '../../..');
const sources = (room: string): readonly (readonly [string, string])[] =>
  readdirSync(join(repository, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [join(room, name), readFileSync(join(repository, room, name), 'utf8')]);

/** Command types as their handlers name themselves, read from the source: no list to forget one in. */
const commandTypes = sources('domain/commands').flatMap(([, code]) =>
  [...code.matchAll(/^ {2}type: '(\w+)',$/gm)].map((match) => match[1] ?? ''),
);

describe('[AUD-01] nothing that is done is missing from the trail', () => {
  it('[AUD-01] every command, decision and event has words of its own', () => {
    expect(commandTypes.length).toBeGreaterThan(20);
    for (const action of [...commandTypes, ...DECISIONS, ...EVENT_ACTIONS])
      expect(actionWords(action), action).not.toBe(action);
    const words = Object.values(ACTION_WORDS);
    expect(new Set(words).size).toBe(words.length);
    expect(actionWords('a-newer-one')).toBe('a-newer-one');
  });

  it('[AUD-01] says what was acted on without its long name, and leaves a name that is a person\u2019s own', () => {
    expect(objectWords(`version:${'65b1e132'.repeat(8)}`)).toBe('Version 65b1e132');
    expect(objectWords('policy:policy-default')).toBe('Policy');
    expect(objectWords('US hospitals 2026')).toBe('US hospitals 2026');
    expect(objectWords('East: new')).toBe('East: new');
  });

  it('[AUD-01] [AUD-09] no data leaves the page but by the road that notes it', () => {
    const unnoted = sources('renderer')
      .filter(([, code]) => /from '[./]+host\/save-file\.ts'/.test(code))
      .filter(([, code]) => !/\bnote\(|governance\/trail\.ts|from '\.\/trail\.ts'/.test(code))
      .map(([name]) => name);
    // A template and the notice hold no data of anybody.
    expect(unnoted.toSorted()).toEqual(
      ['renderer/privacy/Notice.tsx', 'renderer/steps/data/import/FilesStage.tsx'].toSorted(),
    );
  });

  it('[AUD-01] each event on the list is noted somewhere, and signing in, keys and policies among them', () => {
    const code = ['renderer', 'cli', 'domain/writeback'].flatMap((room) =>
      sources(room).map(([, text]) => text),
    );
    const all = code.join('\n');
    const dead = EVENT_ACTIONS.filter(
      (action) =>
        !all.includes(`'${action}'`) &&
        !(action.startsWith('privacy.') && all.includes(`note('${action.slice(8)}'`)),
    );
    expect(dead).toEqual(['policy.save']);
  });
});
