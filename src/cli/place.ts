/** Where the app runs: a browser, and the address under which that browser finds the app. */
import type { Browser, LaunchOptions, Page } from 'playwright-core';
import { browserFlags, findBrowser, NoBrowserError } from './browser.ts';
import { serveBuilt } from './built-app.ts';
import { CliError, exitCode } from './cli-error.ts';

export interface Place {
  readonly browser: Browser;
  /** Of the app, without an experiment. */
  readonly url: string;
  /** Who it is, where there are several machines. */
  readonly node?: string;
  /** Looks at the opened app. @throws CliError when it is not the one that is meant */
  accept?(page: Page): Promise<void>;
  /** Ends the browser. */
  close(): Promise<void>;
}

export type OpenPlace = (signal?: AbortSignal) => Promise<Place>;

/** A headless browser on this computer, with a server of its own for the built app. */
export const openHere: OpenPlace = async (signal) => {
  const server = await serveBuilt();
  try {
    const browser = await launched(signal);
    const close = async () => {
      await browser.close();
      await server.close();
    };
    return { browser, url: server.url, close };
  } catch (error) {
    await server.close();
    throw error;
  }
};

/** Rejects as soon as it is stopped; a browser that starts after that is closed. @throws CliError where it cannot be started */
async function launched(signal: AbortSignal | undefined): Promise<Browser> {
  const executablePath = browserPath();
  // Ctrl-C and its like are for the page first (`stop`); the browser ends after it.
  const unheard = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const launch = launchBrowser({ executablePath, args: browserFlags(), ...unheard }).catch((error: Error) => {
    const what =
      /spawn .* E\w+/.exec(error.message)?.[0] ?? /error while loading shared libraries.*/.exec(error.message)?.[0] ?? 'it ended at once';
    throw new CliError(
      `The browser ${executablePath} could not be started (${what}). Free some memory, or set CHROME_PATH to a Chrome, Chromium or Edge that starts.`,
      exitCode.failed,
    );
  });
  const browser = await untilStopped(launch, signal);
  if (browser) return browser;
  launch.then((late) => late.close()).catch(() => undefined);
  throw new CliError('Stopped: nothing was trained.', exitCode.failed);
}

/** The library that drives it is loaded by whoever needs a browser: it is half of the time in which other commands start. */
const launchBrowser = async (options: LaunchOptions): Promise<Browser> => (await import('playwright-core')).chromium.launch(options);

/** What it resolves with; undefined once it is stopped. */
function untilStopped<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function browserPath(): string {
  try {
    return findBrowser();
  } catch (error) {
    if (error instanceof NoBrowserError) throw new CliError(error.message, exitCode.failed);
    throw error;
  }
}
