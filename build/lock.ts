/** One at a time among processes of one machine: a file that names the process that has its turn. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';

/** How often it is looked whether the turn is over, ms. */
const LOOK_MS = 100;

export interface Waiting {
  /** Called once, where there is somebody to wait for. */
  say(): void;
  /** Ends the wait. */
  readonly signal?: AbortSignal;
}

/**
 * Does the work when its turn comes. A turn whose process has ended, however it ended, is over.
 * @param work may hand its turn to a process that does the work (`hold`), which then may outlive this one. @throws Error where it is stopped meanwhile
 */
export async function withLock<T>(path: string, { say, signal }: Waiting, work: (hold: (pid: number) => void) => Promise<T>): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; !taken(path); told = true) {
    if (!told) say();
    await passed(LOOK_MS, undefined, signal && { signal });
  }
  try {
    return await work((pid) => writeFileSync(path, String(pid)));
  } finally {
    rmSync(path, { force: true });
  }
}

/** Whether the turn is this process's now. */
function taken(path: string): boolean {
  // Linked, so that it is never there without its content.
  const mine = `${path}.${process.pid}`;
  try {
    writeFileSync(mine, String(process.pid));
    linkSync(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(mine, { force: true });
  }
  if (!lives(holder(path))) rmSync(path, { force: true });
  return false;
}

/** Undefined where the turn ended while we looked. */
function holder(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function lives(pid: number | undefined): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process lives, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
