/** Whole-app tests: the built app in a real browser, and the command line. */
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { browserFlags, findBrowser } from './src/cli/browser.ts';

/** Another one where this one is taken: `E2E_PORT=4393 npx playwright test …`. */
const PORT = Number(process.env['E2E_PORT'] ?? 4391);
const url = `http://127.0.0.1:${PORT}/`;

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: Math.min(2, availableParallelism()),
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  // A busy machine trains slowly; what never comes is still told.
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: url,
    browserName: 'chromium',
    launchOptions: { executablePath: findBrowser(), args: browserFlags() },
    screenshot: 'only-on-failure',
    // What is kept for offline use would be fetched anew in every test; the one about it asks for it.
    serviceWorkers: 'block',
  },
  webServer: {
    command: `npx vite build --logLevel warn && npx vite build --logLevel warn -c build/package.vite.ts --mode checkout && npx vite preview --host 127.0.0.1 --port ${PORT} --strictPort`,
    url,
    timeout: 120_000,
  },
});
