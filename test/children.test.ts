/** FAULT-FINDINGS row 12: what tests start ends with them, grandchildren too. */
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const lasting = 'setInterval(() => {}, 1000)';
/** Starts a child that starts another, and tells the ids of both. */
const parent = `
import { spawn } from 'node:child_process';
const { endsWithParent } = await import(${JSON.stringify(join(import.meta.dirname, 'children.ts'))});
const children = endsWithParent();
const inner = ${JSON.stringify(`const { pid } = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(lasting)}], { stdio: 'inherit' }); console.log(process.pid, pid); ${lasting}`)};
children.add(spawn(process.execPath, ['-e', inner], { detached: children.detached, stdio: ['ignore', 'inherit', 'inherit'] }));
`;

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('children of the tests', () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    // prettier-ignore
    it(`end on ${signal}, with what they started`, async function () {
      if (process.platform === 'win32') this.skip();
      const run = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = (await once(run.stdout, 'data')) as [Buffer];
      const pids = String(line).trim().split(' ').map(Number);
      expect(pids.map(lives)).to.deep.equal([true, true]);
      // Closed once nobody holds its output any more, and the innermost does.
      const ended = once(run, 'close');
      run.kill(signal);
      expect((await ended)[0]).to.equal(code);
    });
});
