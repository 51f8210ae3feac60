/**
 * `npm run check:audit`: known vulnerabilities of what the package installs (`npm audit --omit=dev`). Fails on any. Where no registry answers
 * that question (offline, a mirror) it says so and passes: nothing was found out.
 */
import { spawnSync } from 'node:child_process';

interface Audit {
  readonly metadata?: { readonly vulnerabilities?: { readonly total: number } };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>;
}

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', shell: process.platform === 'win32' });
const audit = answered(stdout);
const total = audit?.metadata?.vulnerabilities?.total;
if (total === undefined) console.log('npm audit: the registry did not answer; nothing was found out.');
else if (total === 0) console.log('npm audit: no known vulnerability in what the package installs.');
else {
  for (const [name, { severity, range }] of Object.entries(audit?.vulnerabilities ?? {})) console.error(`${severity}: ${name} ${range}`);
  console.error('Update them, or write down in SECURITY.md why they do no harm here.');
  process.exitCode = 1;
}

function answered(text: string): Audit | undefined {
  try {
    return JSON.parse(text) as Audit;
  } catch {
    // Without a network npm answers with words.
    return undefined;
  }
}
