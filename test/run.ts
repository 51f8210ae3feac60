/**
 * `npm test [-- script …]`: every check, and those scripts besides, going on after a failure so that all of them are reported; what needs no browser goes on beside what does.
 * No stage has a limit of its own: what hangs, a test's limit ends; a slow machine only takes longer. Whatever ends this ends all that it started.
 * The last line counts tests; type check, lint and dead code count as one test each.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endsWithParent } from './children.ts';
import { sum, type Tally } from './tally-reporter.ts';

interface Stage {
  readonly title: string;
  /** Name in package.json, and what is added to its command line. */
  readonly script: string;
  readonly options?: readonly string[];
  /** For stages of many tests: the variable that names the file for their counts, and how to read it. */
  readonly report?: { readonly variable: string; read(text: string): Tally };
}

/** Tests of the whole app that take more than some seconds each are left to CI (`CI=true npm test` runs them too). */
const whole = process.env['CI'] !== undefined;

const stages: readonly Stage[] = [
  { title: 'types', script: 'typecheck' },
  { title: 'lint', script: 'lint' },
  { title: 'dead code', script: 'knip' },
  { title: 'units in Node', script: 'test:node', report: { variable: 'TALLY_FILE', read: readTally } },
  { title: 'elements, workers, GPU', script: 'test:unit', report: { variable: 'TALLY_FILE', read: readTally } },
  {
    title: whole ? 'whole app' : 'whole app, without the slow tests that CI runs (CI=true npm test)',
    script: 'test:e2e',
    options: ['--', '--reporter=list,json', ...(whole ? [] : ['--grep-invert', '@slow'])],
    report: { variable: 'PLAYWRIGHT_JSON_OUTPUT_FILE', read: readPlaywright },
  },
];

const folder = mkdtempSync(join(tmpdir(), 'drift-lab-test-'));
const lines: string[] = [];
const tallies: Tally[] = [];
/** Names of further scripts, each a test: what CI runs besides. */
const besides = process.argv.slice(2).map((script): Stage => ({ title: script, script }));
const children = endsWithParent();
// Another may be tested on this machine.
const port = process.env['E2E_PORT'] ?? String(await freePort());
await Promise.all([inTurn([...stages.slice(0, 4), ...besides]), inTurn(stages.slice(4))]);

async function inTurn(some: readonly Stage[]): Promise<void> {
  for (const stage of some) await perform(stage);
}

async function perform(stage: Stage): Promise<void> {
  const started = performance.now();
  console.log(`\n=== ${stage.title} (npm run ${stage.script})`);
  const tally = await execute(stage);
  tallies.push(tally);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const mark = tally.failed ? 'FAILED' : 'ok    ';
  lines.push(`${mark}  ${stage.title}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`);
  console.log(lines.at(-1));
}
rmSync(folder, { recursive: true });

const total = sum(tallies);
console.log(['', ...lines, `${total.passed} passed, ${total.failed} failed`].join('\n'));
process.exitCode = total.failed ? 1 : 0;

/** What a stage counted. One that fails without a failed test, or runs no test at all, counts as a failure. */
async function execute({ script, options = [], report }: Stage): Promise<Tally> {
  const file = join(folder, `${script.replace(':', '-')}.json`);
  const succeeded = await succeeds(['run', '-s', script, ...options], report ? { [report.variable]: file } : {});
  if (!report) return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const tally = existsSync(file) ? report.read(readFileSync(file, 'utf8')) : { passed: 0, failed: 0 };
  const sound = succeeded && tally.passed > 0;
  return sound || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function succeeds(args: readonly string[], extra: Readonly<Record<string, string>>): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('npm', args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, E2E_PORT: port, ...extra },
      detached: children.detached,
      shell: process.platform === 'win32',
    });
    children.add(child);
    child.on('error', ({ message }) => {
      console.error(`npm could not be started: ${message}`);
      resolve(false);
    });
    child.on('exit', (code) => resolve(code === 0));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function readTally(text: string): Tally {
  return JSON.parse(text) as Tally;
}

function readPlaywright(text: string): Tally {
  const { stats, errors } = JSON.parse(text) as {
    stats: { expected: number; unexpected: number; flaky: number };
    errors: readonly unknown[];
  };
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + (stats.unexpected ? 0 : errors.length) };
}
