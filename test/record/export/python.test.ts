import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import type { AnyRecord } from '../../../src/contracts/record.ts';
import { documentOf } from '../../../src/record/document.ts';
import { report } from '../../../src/record/export/html/report.ts';
import { notebook } from '../../../src/record/export/notebook.ts';
import { python, reader } from '../../../src/record/export/python.ts';
import { packed, type Json } from '../../../src/record/file/columns.ts';
import { tightened } from '../../../src/record/file/tightened.ts';
import { runBytes, runText } from '../../../src/record/file/write.ts';
import { comparisonRun, streamRun } from '../runs.ts';

interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: readonly string[];
}

const PYTHON = process.env['PYTHON'] ?? 'python3';
const there = spawnSync(PYTHON, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0;
const MISSING = `${PYTHON} is missing or older than 3.10: the reader is not run (PYTHON names another)`;

/** Runs that code after the reader; what it writes to standard output as JSON. */
function after(code: string, input: Uint8Array | string = ''): unknown {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', `${code}`], { input, maxBuffer: 1e9 });
  expect(stderr.toString(), 'standard error').to.equal('');
  expect(status).to.equal(0);
  return JSON.parse(stdout.toString());
}
const WRITE = 'import sys\nprint(json.dumps(parse(sys.stdin.buffer.read())))';
const plainJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a run for Python', () => {
  before(function () {
    if (there) return;
    console.log(`      ${MISSING}`);
    // Nothing but Python can run the reader: where there is none, that is said, and the reader is not tried.
    this.skip();
  });

  it('reads a file, a gzipped file and a report as the document that we read, to the bit', () => {
    for (const record of [comparisonRun(), streamRun()] as AnyRecord[])
      for (const form of [runText(record), runBytes(record), report(record)])
        expect(after(`${reader}\n${WRITE}`, form)).to.deep.equal(plainJson(documentOf(record)));
  });

  it('reads every kind of list that is written', () => {
    const value: Json = {
      rows: [{ a: 1, b: 'x' }, { a: 2 }, { a: 3, b: 'y' }, { a: 4, b: 'z' }],
      even: Array.from({ length: 30 }, (_, i) => 5 + 3 * i),
      shares: Array.from({ length: 30 }, (_, i) => ((i * 7) % 97) / 97),
      negative: [-0.5, -3.25, 2, 7.125, -1],
      mostly: Array.from({ length: 40 }, (_, i) => (i % 13 === 5 ? i / 10 : 0)),
      returning: Array.from({ length: 40 }, (_, i) => ['one', 'two', 'three'][(i * i) % 3]!),
      hashes: Array.from({ length: 5 }, (_, i) => `${i}a0f`.padStart(16, 'e')),
      lists: [[1, 2], [], [3, 4, 5], [6]],
      fields: [
        [{ p: 1, q: true }],
        [
          { p: 2, q: false },
          { p: 3, q: true },
        ],
        [],
      ],
      portions: Array.from({ length: 24 }, (_, i) => (i * 7) / (29 + (i % 3))),
      curve: Array.from({ length: 24 }, (_, i) => (i % 8 ? Math.round(2_000 / i) / 1_000 : null)),
      same: Array.from({ length: 6 }, () => ({ k: [1, null] })),
    };
    const kinds = new Set(JSON.stringify(tightened(packed(value))).match(/\$\w+/g));
    for (const kind of [
      '$rows',
      '$only',
      '$from',
      '$differences',
      '$whole',
      '$value',
      '$except',
      '$values',
      '$hex',
      '$joined',
      '$fields',
      '$parts',
      '$nulls',
    ])
      expect([...kinds], 'the sample has every kind').to.include(kind);
    expect(after(`${reader}\n${WRITE}`, JSON.stringify(tightened(packed(value))))).to.deep.equal(value);
  });

  it('the rows are those of the record', () => {
    const record = comparisonRun();
    const rows = after(`${reader}\nimport sys\nprint(json.dumps(results(parse(sys.stdin.buffer.read()))))`, runText(record)) as Record<
      string,
      unknown
    >[];
    expect(rows.map((row) => [row['seed'], row['repair'], row['accuracy'], row['brier'], row['flops'], row['seconds']])).to.deep.equal(
      record.results.map(({ seed, arm, measures, counts, times }) => [seed, arm, measures.accuracyNew, measures.scoresNew.brier, counts.flops, times.trainMs / 1000]), // prettier-ignore
    );
    const stream = streamRun();
    const served = after(`${reader}\nimport sys\nprint(json.dumps([results(r := parse(sys.stdin.buffer.read())), len(along(r))]))`, runText(stream)) as [Record<string, unknown>[], number]; // prettier-ignore
    expect(served[0].map((row) => row['errors'])).to.deep.equal(stream.runs.map(({ points }) => points.at(-1)!.errors));
    expect(served[1]).to.equal(stream.runs.reduce((sum, { points }) => sum + points.length, 0));
  });

  it('the file compiles, whatever the data is called', () => {
    const record = comparisonRun();
    const code = python({ ...record, data: { ...record.data, title: 'a\nimport os; os.abort() #' } });
    const checked = spawnSync(PYTHON, ['-c', 'import ast, sys; print(len(ast.parse(sys.stdin.read()).body))'], { input: code });
    // Imports, the alphabet, its functions and the last block: what a name says is no statement.
    const own = spawnSync(PYTHON, ['-c', 'import ast, sys; print(len(ast.parse(sys.stdin.read()).body))'], { input: python(record) });
    expect([checked.status, checked.stdout.toString()]).to.deep.equal([0, own.stdout.toString()]);
  });

  it('the notebook keeps the rules of nbformat 4.5, and its cells give the run that it holds', () => {
    for (const record of [comparisonRun(), streamRun()] as AnyRecord[]) {
      const {
        nbformat,
        nbformat_minor: minor,
        cells,
      } = JSON.parse(notebook(record)) as { nbformat: number; nbformat_minor: number; cells: Cell[] };
      expect([nbformat, minor]).to.deep.equal([4, 5]);
      expect(new Set(cells.map(({ id }) => id)).size).to.equal(cells.length);
      for (const { cell_type: type, id, ...rest } of cells) {
        expect(id).to.match(/^[a-zA-Z0-9-_]{1,64}$/);
        expect(Object.keys(rest).sort()).to.deep.equal(
          type === 'code' ? ['execution_count', 'metadata', 'outputs', 'source'] : ['metadata', 'source'],
        );
      }
      const code = cells.filter(({ id }) => ['reader', 'run'].includes(id)).map(({ source }) => source.join('')).join('\n'); // prettier-ignore
      expect(after(`${code}\nprint(json.dumps(run))`)).to.deep.equal(plainJson(documentOf(record)));
    }
  });
});
