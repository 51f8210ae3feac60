/** Starts the command line, and watches what it leaves behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface LabProcess {
  readonly ended: Promise<Outcome>;
  /** Resolves once stderr holds this text; rejects when the process ends without it. */
  says(text: string): Promise<void>;
  /** The same of stdout. */
  prints(text: string): Promise<void>;
  /** Into its standard input, and the end of that. */
  write(text: string): void;
  endInput(): void;
  /** What a terminal does on Ctrl-C: the signal goes to the whole foreground group. */
  pressCtrlC(): void;
  /** Sends another signal to that group. */
  tell(signal: NodeJS.Signals): void;
  /** Command lines of processes that were started on its behalf and are still there (Linux only). */
  leftovers(): string[];
}

/** What `npm run lab` runs, bundled (build/package.vite.ts); the configuration of Playwright has it made. */
const BUNDLE = join(import.meta.dirname, '../../.cache/cli/main.js');

/** `npm run lab`, as a user would start it, in a process group of its own. */
export const startLab = (...args: readonly string[]): LabProcess => start('npm', ['run', '-s', 'lab', '--', ...args]);

function start(command: string, args: readonly string[]): LabProcess {
  const mark = `LAB_TEST_MARK=${randomUUID()}`;
  const [name, value] = mark.split('=') as [string, string];
  const env = { ...process.env, [name]: value };
  const child = spawn(command, args, { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...output }));
  });
  return {
    ended,
    says: (text) => said(child, child.stderr, () => output.stderr, text),
    prints: (text) => said(child, child.stdout, () => output.stdout, text),
    write: (text) => void child.stdin.write(text),
    endInput: () => void child.stdin.end(),
    pressCtrlC: () => process.kill(-child.pid!, 'SIGINT'),
    tell: (signal) => process.kill(-child.pid!, signal),
    leftovers: () => processesWith(mark),
  };
}

/** Runs the command line to its end: the same code, which starts in a third of the time. */
export function lab(...args: readonly string[]): Promise<Outcome> {
  const { endInput, ended } = start(process.execPath, [BUNDLE, ...args]);
  endInput();
  return ended;
}

function said(child: ChildProcess, stream: Readable, told: () => string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => told().includes(text) && resolve();
    stream.on('data', look);
    child.on('close', () => reject(new Error(`ended without saying "${text}":\n${told()}`)));
    look();
  });
}

function processesWith(mark: string): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((id) => {
      try {
        if (!readFileSync(`/proc/${id}/environ`, 'utf8').includes(mark)) return [];
        return [readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        // It ended while we looked, or belongs to somebody else.
        return [];
      }
    });
}
