import { expect } from 'chai';
import type { AnyRecord, RunRecord } from '../../../src/contracts/record.ts';
import { markdown } from '../../../src/record/export/markdown.ts';
import { decodeLink } from '../../../src/spec/link.ts';
import { comparisonRun, streamRun } from '../runs.ts';

/** Cells of the first table (GFM 0.29, 4.10): divided at bars that are not escaped. */
const tableIn = (text: string): string[][] =>
  text
    .slice(text.indexOf('\n| '))
    .trim()
    .split('\n\n')[0]!
    .split('\n')
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim())); // prettier-ignore

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a run as Markdown', () => {
  it('has a row for each repair, with the mean accuracy of its seeds', () => {
    const record = comparisonRun();
    const [header, rule, ...rows] = tableIn(markdown(record));
    expect(header!.slice(0, 3)).to.deep.equal(['repair', 'new world', 'old world']);
    expect(rule).to.have.length(header!.length);
    record.derived.summary.arms.forEach(({ id, title }, i) => {
      const own = record.results.filter(({ arm }) => arm === id);
      const accuracies = [mean(own.map(({ measures }) => measures.accuracyNew)), mean(own.map(({ measures }) => measures.accuracyOld))];
      expect(rows[i]!.slice(0, 3).map((cell) => cell.replace(/ ±.*/, ''))).to.deep.equal([
        title,
        ...accuracies.map((value) => (100 * value).toFixed(1)),
      ]);
    });
  });

  it('has a row for each policy, with its wrong answers and repairs as the points say', () => {
    const record = streamRun();
    const rows = tableIn(markdown(record)).slice(2);
    const { price } = record.derived;
    record.spec.policies.forEach((_, policy) => {
      const own = record.runs.filter((run) => run.policy === policy);
      const cost = mean(own.map(({ points, actions }) => points.at(-1)!.errors + price * actions.length));
      expect(rows[policy]![6], 'total cost').to.equal(cost.toFixed(0));
    });
  });

  it('says the verdict, what changed, the run, and how to check and repeat it', () => {
    for (const record of [comparisonRun(), streamRun()] as AnyRecord[]) {
      const text = markdown(record).replaceAll(/\\(.)/g, '$1');
      for (const line of [...record.derived.verdict.sentences, record.seeds[0]!.ledger[0]!.sentence, record.runId, record.specId])
        expect(text).to.contain(line);
      const name = `run-${record.runId.slice(7, 19)}.driftlab.json`;
      expect(text).to.contain(`    lab verify ${name}`).and.to.contain(`    lab replicate ${name}`);
      const link = decodeLink(/^ {4}(#\S+)$/m.exec(text)![1]!);
      expect(link.ok && link.spec).to.deep.equal(record.spec);
    }
  });

  it('lets nothing in a name become markup or turn the direction of writing', () => {
    const record = comparisonRun();
    const title = '<img src=x onerror=alert(1)> | [a](http://b) \u202Egnp';
    const text = markdown({ ...record, data: { ...record.data, title } } as RunRecord);
    expect(text).to.not.match(/[^\\]<img|\u202E|[^\\]\[a[^\\]/u);
    expect(text.split('\n')[0]).to.contain('\\<img src=x onerror=alert(1)\\> \\| \\[a\\](http://b) U+202Egnp');
  });
});
