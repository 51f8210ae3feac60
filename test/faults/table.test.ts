/** `docs/faults.md` names the test of every fault: each is there, and says which fault it is of. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { faults } from '../../src/cli/faults/faults.ts';

const root = join(import.meta.dirname, '../..');
const rows = [...readFileSync(join(root, 'docs/faults.md'), 'utf8').matchAll(/^\| (F-\d+)(?: … (F-\d+))? \| .* \| (.*) \|$/gm)].map(
  ([, first, last = first, tests]) => ({ first: Number(first!.slice(2)), last: Number(last!.slice(2)), tests: tests! }),
);
/** What needs no test, as its row says. */
const DOES_NOT_APPLY = [28];

describe('the table of faults', () => {
  it('has each of F-01 to F-42 once, in order', () => {
    const ids = rows.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
    expect(ids).to.deep.equal(Array.from({ length: 42 }, (_, i) => i + 1));
  });

  for (const { first, last, tests } of rows)
    for (let row = first; row <= last; row++) {
      const id = `F-${String(row).padStart(2, '0')}`;
      it(`names tests of ${id} that say so`, () => {
        const named = [...tests.matchAll(/`((?:test|src)\/[^`]+)`/g)].map(([, path]) => path!);
        expect(named.length > 0).to.equal(!DOES_NOT_APPLY.includes(row));
        for (const path of named)
          if (path === 'src/cli/faults') expect(faults.map((fault) => fault.id)).to.include(id);
          else {
            expect(existsSync(join(root, path)), path).to.equal(true);
            expect(readFileSync(join(root, path), 'utf8'), path).to.contain(id);
          }
      });
    }
});
