/** Where the app runs: a browser, and the address under which that browser finds the app. */
import { chromium, type Browser, type Page } from 'playwright-core';
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
export const openHere: OpenPlace = async () => {
  const server = await serveBuilt();
  try {
    // Ctrl-C is for the page first (`stop`); the browser ends after it.
    const browser = await chromium.launch({ executablePath: browserPath(), args: browserFlags(), handleSIGINT: false });
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

function browserPath(): string {
  try {
    return findBrowser();
  } catch (error) {
    if (error instanceof NoBrowserError) throw new CliError(error.message, exitCode.failed);
    throw error;
  }
}
