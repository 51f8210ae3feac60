/** Prose that names a file names one that is there. */
import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const PATH = /(?<![\w./-])(?:src|test|build|datasets|workers|docs)\/[\w./-]*\.(?:ts|mjs|md|py)(?![\w/])/g;

describe('what the documents and comments say of files', () => {
  const files = execFileSync('git', ['ls-files', '*.md', '*.ts', '*.mjs'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file && !file.startsWith('CHANGELOG') && !file.startsWith('test/') && existsSync(join(root, file)));

  it('is true of every path', () => {
    const wrong = files.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(PATH)]
        .map(([path]) => path)
        .filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, dirname(file), path)))
        .map((path) => `${file}: ${path}`),
    );
    expect(wrong).to.deep.equal([]);
  });
});
