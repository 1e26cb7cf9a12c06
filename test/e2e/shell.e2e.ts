import { expect, test } from './bailiwick.ts';

test('npm start serves a page that is isolated, keeps its policy and asks nobody else for anything', async ({
  page,
  bailiwick,
}) => {
  await page.goto(bailiwick.url);
  await expect(page.locator('#app')).not.toBeEmpty();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await expect(page).toHaveTitle(/Bailiwick/);
});

test('the launch code is gone from the address once the page is open, and a reload still reaches the workstation', async ({
  page,
  bailiwick,
}) => {
  await page.goto(bailiwick.url);
  await expect.poll(() => page.url()).not.toContain('launch=');
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('bailiwick-launch-token')))
    .toMatch(/^[\w-]{32}$/);
  await page.reload();
  await expect(page.locator('#app')).not.toBeEmpty();
});

test('a page of another origin can neither read Bailiwick nor call its workstation', async ({
  browser,
  bailiwick,
}) => {
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.route('http://stranger.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>stranger</title>' }),
  );
  await stranger.goto('http://stranger.example/');
  const reached = await stranger.evaluate(async (origin) => {
    const tries = ['/', '/api/about', '/hello?nonce=1'].map((path) =>
      fetch(origin + path, { method: path.startsWith('/api') ? 'POST' : 'GET' }).then(
        () => path,
        () => null,
      ),
    );
    return (await Promise.all(tries)).filter((path) => path !== null);
  }, bailiwick.origin);
  expect(reached).toEqual([]);
  await context.close();
});
