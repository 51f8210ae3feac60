/** The plan of the house holds: which folder may import which, types included, and no file imports itself by any way round. */
import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../..');

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    // AssemblyScript is compiled by itself.
    if (entry.isDirectory()) return entry.name === 'assembly' ? [] : sources(path);
    return path.endsWith('.ts') ? [path] : [];
  });
}

/** What a file imports, by any kind of import that names a file of ours. */
function imports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.flatMap(({ fileName }) =>
      fileName.startsWith('.') ? [relative(root, join(root, dirname(file), fileName.replace(/\?.*/, '')))] : [],
    );
}

/** Sets of files that import each other, round and round (Tarjan 1972). */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) found.push(circle);
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return found;
}

describe('the house', () => {
  it('has no circle of files, not even one that only types close', () => {
    const files = ['src', 'workers', 'datasets', 'build'].flatMap(sources);
    expect(files.length).to.be.above(400);
    expect(circles(new Map(files.map((file) => [file, imports(file)])))).to.deep.equal([]);
  });

  it('would see a circle that only types close', () => {
    const graph = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['a.ts', 'd.ts']],
      ['d.ts', []],
    ]);
    expect(circles(graph).map((circle) => circle.sort())).to.deep.equal([['a.ts', 'b.ts', 'c.ts']]);
  });
});
