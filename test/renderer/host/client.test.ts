import { expect, test } from 'vitest';
import { enterClient, keptAs } from '../../../renderer/host/client.ts';

function at(search: string, last: string | null) {
  const kept = new Map(last === null ? [] : [['bailiwick-client', last]]);
  const addresses: string[] = [];
  const client = enterClient({
    location: { pathname: '/', search, hash: '#design' },
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    replaceAddress: (address) => addresses.push(address),
  });
  return { client, addresses, last: kept.get('bailiwick-client') };
}

const ACME = 'c-0123456789abcdef';

test('[ROL-07] a window is of the client its address names, else of the one used last, else of the first', () => {
  expect(at('', null)).toEqual({ client: 'first', addresses: [], last: 'first' });
  expect(at('', ACME)).toEqual({ client: ACME, addresses: [`/?client=${ACME}#design`], last: ACME });
  expect(at(`?client=${ACME}`, 'first')).toEqual({ client: ACME, addresses: [], last: ACME });
  expect(at('?client=first', ACME)).toEqual({ client: 'first', addresses: [], last: 'first' });
  expect(at('?client=../../other', ACME).client).toBe('first');
});

test('[ROL-07] what a browser keeps of a client never has the name of another’s', () => {
  expect(keptAs('bailiwick', 'first')).toBe('bailiwick');
  expect(keptAs('bailiwick', ACME)).toBe(`bailiwick@${ACME}`);
});
