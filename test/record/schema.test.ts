import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { documentOf } from '../../src/record/document.ts';
import { runJsonSchema } from '../../src/record/schema/json-schema.ts';
import { issuesOf } from '../../src/record/schema/run.ts';
import { comparisonRun, streamRun } from './runs.ts';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

describe('the schema of run records', () => {
  it('is published as the code has it (npm run schema)', () => {
    const published = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/run-record.v1.json'), 'utf8')) as unknown;
    expect(published).to.deep.equal(plain(runJsonSchema()));
  });

  it('takes records of every kind', () => {
    for (const record of [comparisonRun(), streamRun()]) expect(issuesOf(plain(documentOf(record)))).to.deep.equal([]);
  });

  it('takes a log of the pressure, of 1 to 50 changes, and the version of TensorFlow.js', () => {
    const { environment, ...rest } = plain(documentOf(comparisonRun())) as { environment: { engine: object; pressure: object } };
    const issues = (changes: number) => {
      const log = Array.from({ length: changes }, (_, i) => ({ seconds: i / 2, state: i % 2 ? 'fair' : 'serious' }));
      const engine = { ...environment.engine, tfjs: '4.22.0' };
      return issuesOf({ ...rest, environment: { ...environment, engine, pressure: { ...environment.pressure, log } } });
    };
    expect(issues(50)).to.deep.equal([]);
    for (const changes of [0, 51]) expect(issues(changes).map(({ path }) => path)).to.deep.equal(['environment.pressure.log']);
  });

  it('names the place of what is wrong', () => {
    const document = plain(documentOf(comparisonRun())) as { results: { measures: Record<string, unknown>; surprise?: number }[] };
    document.results[2]!.measures.accuracyNew = 1.5;
    document.results[4]!.surprise = 1;
    expect(issuesOf(document)).to.deep.equal([
      { path: 'results[2].measures.accuracyNew', message: 'expected 1 at most, got 1.5' },
      { path: 'results[4].surprise', message: 'unknown key' },
    ]);
  });

  it('takes no kind of experiment that it does not know', () => {
    expect(issuesOf({ spec: { kind: 'oracle' } })).to.deep.equal([{ path: 'spec.kind', message: 'expected compare or stream' }]);
  });
});
