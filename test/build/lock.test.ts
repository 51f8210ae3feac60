/** Two commands at once: one builds, the other waits; a turn whose process was killed is over. */
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../build/lock.ts';

describe('the lock of the build', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lock-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('lets one work at a time, tells the other once, and leaves nothing', async () => {
    const path = join(folder, 'deep/lock');
    const did: string[] = [];
    let end = () => {};
    const until = new Promise<void>((resolve) => (end = resolve));
    const first = withLock(path, { say: () => did.push('first waits') }, async () => {
      await until;
      did.push('first');
    });
    const say = () => (did.push('second waits'), end());
    await Promise.all([first, withLock(path, { say }, () => Promise.resolve(did.push('second')))]);
    expect(did).to.deep.equal(['second waits', 'first', 'second']);
    expect(readdirSync(join(folder, 'deep'))).to.deep.equal([]);
  });

  it('is free again when the process that held it has ended', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(join(folder, 'lock'), String(pid));
    expect(await withLock(join(folder, 'lock'), { say: () => undefined }, () => Promise.resolve('done'))).to.equal('done');
  });

  it('is not waited for after a stop', async () => {
    writeFileSync(join(folder, 'lock'), String(process.pid));
    const stop = new AbortController();
    const waits = withLock(join(folder, 'lock'), { say: () => stop.abort(), signal: stop.signal }, () => Promise.resolve());
    expect(await waits.catch((error: Error) => error.name)).to.equal('AbortError');
  });
});
