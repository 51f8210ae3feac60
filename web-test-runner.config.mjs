// What needs a browser (elements, workers, WebGPU, canvas, storage), in a real one; the rest runs in Node (.mocharc.json).
// Vite serves and transforms every file except the runner's own.
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import connect from 'koa-connect';
import { tsImport } from 'tsx/esm/api';
import { createServer } from 'vite';

const { findBrowser, browserFlags } = await tsImport('./src/cli/browser.ts', import.meta.url);
const { tallyReporter } = await tsImport('./test/tally-reporter.ts', import.meta.url);
const tallyFile = process.env.TALLY_FILE;

/** Whether a file may be fetched once for all pages: nothing changes during a run, unless someone watches or reloads by hand. */
const everySourceStays = !process.argv.some((option) => ['--watch', '--manual'].includes(option));

const vite = await createServer({
  clearScreen: false,
  logLevel: 'warn',
  appType: 'custom',
  server: {
    middlewareMode: true,
    hmr: false,
    ws: false,
    watch: null,
    ...(everySourceStays && { headers: { 'Cache-Control': 'max-age=3600' } }),
  },
  optimizeDeps: { include: ['chai', 'fast-check', 'comlink', 'papaparse'] },
});
const viaVite = connect(vite.middlewares);
const isRunnerUrl = (url) => url.startsWith('/__web') || url.includes('/node_modules/@web/') || url === '/' || url.startsWith('/?wtr');

const quicker = [
  // The page of a finished file would be kept for going back, and the next one be given a new process and cold caches.
  '--disable-features=BackForwardCache',
  // A frame comes when it is drawn, not when a screen would show it: tests of elements wait for many.
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
];

/** The runner's page, less an empty page and a resize after each file: the next file's page replaces the last one's anyway. */
async function createPage({ context }) {
  const page = await context.newPage();
  const { goto, setViewport } = page;
  let sized;
  page.goto = async (url, options) => (url === 'about:blank' ? null : goto.call(page, url, options));
  page.setViewport = (viewport) => (sized ??= setViewport.call(page, viewport));
  return page;
}

export default {
  files: ['test/**/*.browser.test.ts'],
  concurrency: 1,
  testFramework: { config: { timeout: 120_000 } },
  testsFinishTimeout: 600_000,
  middleware: [(context, next) => (isRunnerUrl(context.url) ? next() : viaVite(context, next))],
  reporters: [defaultReporter({ reportTestProgress: Boolean(process.stdout.isTTY) }), ...(tallyFile ? [tallyReporter(tallyFile)] : [])],
  plugins: [
    { name: 'vite', serverStop: () => vite.close(), resolveImport: ({ source }) => (source.startsWith('/__web') ? source : undefined) },
  ],
  browsers: [chromeLauncher({ createPage, launchOptions: { executablePath: findBrowser(), args: [...browserFlags(), ...quicker] } })],
};
