/** A store in the test's process as a laptop reaches it, and what the person's browser does at its login. */
import type { InProcess } from '../../central-store/identity/in-process.ts';

export const reaching =
  ({ app }: InProcess): typeof globalThis.fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const answer = await app.inject({
      method: request.method as 'GET',
      url: pathname + search,
      headers: Object.fromEntries(request.headers),
      payload: Buffer.from(await request.arrayBuffer()),
    });
    const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const bare = [204, 302].includes(answer.statusCode);
    return new Response(bare ? null : new Uint8Array(answer.rawPayload), {
      status: answer.statusCode,
      headers,
    });
  };

/** What the person's browser does: she picks herself at the store's login and is sent back. */
export async function signIn(store: InProcess, open: string, person: number): Promise<Response> {
  const there = await reaching(store)(`${open}&person=${person}`);
  return fetch(there.headers.get('location') ?? '');
}
