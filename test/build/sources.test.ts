/** FAULT-FINDINGS, “Held”: a `dist` whose sources have changed is rebuilt, whatever their dates are. */
import { expect } from 'chai';
import { mkdtempSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourcesHash } from '../../build/sources.ts';

describe('the hash of the sources', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'sources-'));
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src/a.ts'), 'one');
    writeFileSync(join(root, 'index.html'), 'page');
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const hash = () => sourcesHash(root, ['src', 'index.html']);

  it('changes with a content that is dated before the build', () => {
    const before = hash();
    writeFileSync(join(root, 'src/a.ts'), 'two');
    utimesSync(join(root, 'src/a.ts'), 0, 0);
    expect(hash()).to.not.equal(before);
    writeFileSync(join(root, 'src/a.ts'), 'one');
    expect(hash()).to.equal(before);
  });

  it('changes with a name, and with a file that goes or comes', () => {
    const before = hash();
    renameSync(join(root, 'src/a.ts'), join(root, 'src/b.ts'));
    const renamed = hash();
    writeFileSync(join(root, 'src/c.ts'), '');
    expect(new Set([before, renamed, hash()]).size).to.equal(3);
  });
});
