/** Finds the Chromium-family browser that tests and the command line drive, or says how to get one. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';

const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    join(homedir(), 'Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** No browser could be found or installed; the message says what to do. */
export class NoBrowserError extends Error {}

/**
 * Path of the browser: `CHROME_PATH`, then the usual places. On Debian or Ubuntu as root it installs the package
 * `chromium` when there is none. Throws NoBrowserError with the remedy otherwise.
 */
export function findBrowser(): string {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new NoBrowserError(
      `CHROME_PATH is ${chosen}, but there is no file there. Set it to the binary of a Chrome, Chromium or Edge, or unset it.`,
    );
  }
  const known = places[platform()] ?? [];
  const found = known.find((path) => existsSync(path));
  if (found) return found;
  if (platform() === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('No Chromium found: installing the package "chromium" …');
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ('ignore' | 'inherit')[] };
    execFileSync('apt-get', ['update', '-qq'], quiet);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
    const installed = known.find((path) => existsSync(path));
    if (installed) return installed;
  }
  throw new NoBrowserError(
    'No Chrome, Chromium or Edge found. Install one (Debian/Ubuntu: sudo apt-get install chromium) or set CHROME_PATH to its binary.',
  );
}

/**
 * Features of the browser that a run without a window goes without. Chromium reads the last such list alone, so that the first line repeats what
 * Playwright puts there; the second is a page in the address bar, which every window loads (a quarter of what opening the Lab computes).
 */
const WITHOUT = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable'],
  ...['LensOverlay', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch', 'Translate'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
];

/** Flags for headless runs: WebGPU wherever there is an adapter, no background traffic, no sandbox only where root needs it. */
export function browserFlags(): string[] {
  const root = platform() === 'linux' && process.getuid?.() === 0;
  return [
    ...(root ? ['--no-sandbox'] : []),
    '--enable-unsafe-webgpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    `--disable-features=${WITHOUT.join(',')}`,
  ];
}
