/** `npm start`: Bailiwick in a window of its own, by the best means this machine has. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findChromium, sandboxArguments } from './lib/browsers.mjs';
import { fetchElectron, findElectron } from './lib/electron.mjs';
import { Refusal, endOnSignals, ended, repository, start } from './lib/run.mjs';
import { main, setup } from './setup.mjs';

const help = `Usage: npm start -- [--no-open] [--browser]

  --no-open   host Bailiwick and print its address; open nothing
  --browser   use a browser window even where Electron is at hand

BAILIWICK_HOME   where keys, keyring and mirrored versions lie
BAILIWICK_PORT   port on 127.0.0.1 (default 27182; plans kept in the page belong to one port)
BAILIWICK_CHROMIUM, ELECTRON_OVERRIDE_DIST_PATH   programs to use instead of those found`;

function readOptions() {
  try {
    const options = {
      'no-open': { type: 'boolean' },
      browser: { type: 'boolean' },
      help: { type: 'boolean' },
    };
    return parseArgs({ options }).values;
  } catch (cause) {
    throw new Refusal(`${cause.message.split('.')[0]}.\n\n${help}`);
  }
}

const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Runs the Electron shell to its end; false when it could not even come up, so that a browser may be tried. */
async function runElectron() {
  const binary = findElectron() ?? (await fetchElectron());
  if (binary === null) return false;
  const began = Date.now();
  const child = start(binary, [...sandboxArguments(), repository], { stdio: 'inherit' });
  endOnSignals();
  const code = await ended(child);
  if (code === 0 || Date.now() - began > 10_000) return true;
  process.stderr.write(`Electron ended with code ${code}; opening a browser window instead.\n`);
  return false;
}

async function launchHost() {
  const { bailiwickHome, launchLoopback, loopbackPort } = await import(
    pathToFileURL(join(repository, 'dist/workstation/loopback-main.mjs')).href
  );
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  const home = bailiwickHome();
  const port = loopbackPort();
  if (port === null) throw new Refusal(`BAILIWICK_PORT must be a port, not "${process.env.BAILIWICK_PORT}".`);
  const launch = await launchLoopback({ root: join(repository, 'dist/renderer'), home, port, version });
  if (!launch.ok) throw new Refusal(launch.errors.map(({ message }) => message).join(' '));
  return { home, ...launch.value };
}

/** A window without address bar, with a profile of its own that keeps the plans. */
function openAppWindow(browser, url, home) {
  const profile = join(home, 'browser-profile');
  mkdirSync(profile, { recursive: true });
  const quiet = [
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
  ];
  const args = [`--app=${url}`, `--user-data-dir=${profile}`, '--window-size=1440,900', ...quiet];
  return start(browser, [...args, '--disable-component-update', ...sandboxArguments()], { stdio: 'ignore' });
}

/** Hands the address to the default browser; false when there is no such program. */
async function openDefaultBrowser(url) {
  const [command, args] = {
    darwin: ['open', [url]],
    win32: ['rundll32', ['url.dll,FileProtocolHandler', url]],
  }[process.platform] ?? ['xdg-open', [url]];
  return (await ended(start(command, args, { stdio: 'ignore' }))) === 0;
}

const untilSignal = () => new Promise(() => setInterval(() => {}, 2 ** 30));

/** Opens a window on the host, if any can be; resolves when the window has been closed. */
async function openWindow(host) {
  const browser = findChromium();
  if (browser !== null) {
    const began = Date.now();
    const child = openAppWindow(browser, await host.launchUrl('once'), host.home);
    console.log(`Bailiwick is open in a window (${host.origin}). Close it, or press Ctrl-C, to end.`);
    const code = await ended(child);
    // A browser that hands its window to one already running ends at once, and well.
    if (Date.now() - began > 5_000 || (code === 0 && host.state === 'joined')) return;
    if (code === 0) return untilSignal();
  }
  const url = await host.launchUrl('launch');
  const opened = await openDefaultBrowser(url);
  console.log(opened ? `Bailiwick is open in your browser: ${url}` : `Open Bailiwick at ${url}`);
  if (host.state === 'started') await untilSignal();
}

await main(async () => {
  const options = readOptions();
  if (options.help) return console.log(help);
  await setup();
  const shows = !options['no-open'] && hasDisplay();
  if (shows && !options.browser && (await runElectron())) return;
  const host = await launchHost();
  endOnSignals(() => host.close());
  if (host.state === 'joined') console.log(`Bailiwick is already running at ${host.origin}.`);
  if (shows) {
    await openWindow(host);
  } else {
    console.log(`Bailiwick is at ${await host.launchUrl('launch')}`);
    if (host.state === 'joined') return 0;
    console.log('Press Ctrl-C to end it.');
    await untilSignal();
  }
  await host.close();
  process.exit(0);
});
