import { expect } from 'chai';
import type { AnyRecord, RunRecord } from '../../../src/contracts/record.ts';
import { mlflow } from '../../../src/record/export/mlflow.ts';
import { mllog } from '../../../src/record/export/mllog.ts';
import { wandb } from '../../../src/record/export/wandb.ts';
import { comparisonRun, streamRun } from '../runs.ts';

type Named = Record<string, string>;
interface FlowRun {
  readonly run_name: string;
  readonly status: string;
  readonly start_time: number;
  readonly end_time: number;
  readonly params: readonly { key: string; value: string }[];
  readonly metrics: readonly { key: string; value: number; timestamp: number; step: number }[];
  readonly tags: readonly { key: string; value: string }[];
}
interface LogLine {
  readonly namespace: string;
  readonly time_ms: number;
  readonly event_type: string;
  readonly key: string;
  readonly value: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const skipping = (): RunRecord => ({ ...comparisonRun(), skipped: [{ seed: 0, arm: 'tent', reason: 'It needs batch normalisation.' }] });
const flowRuns = (record: AnyRecord) => (JSON.parse(mlflow(record)) as { runs: readonly FlowRun[] }).runs;
const named = (pairs: readonly { key: string; value: string }[]): Named => Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
const logLines = (record: AnyRecord): LogLine[] =>
  mllog(record)
    .trimEnd()
    .split('\n')
    .map((line) => {
      expect(line.startsWith(':::MLLOG {'), line).to.equal(true);
      return JSON.parse(line.slice(':::MLLOG '.length)) as LogLine;
    });

/** What is wrong with a log, by the rules of MLLOG: fields and event types, times that never fall, one training after the other between run_start and run_stop, its seed before it, accuracies inside it. */
function faultsOf(lines: readonly LogLine[]): string[] {
  const faults: string[] = [];
  let open = false;
  let seeds = 0;
  let before = 0;
  for (const [at, line] of lines.entries()) {
    const { namespace, time_ms: time, event_type: event, key, metadata } = line;
    const fields = Object.keys(line).join();
    if (fields !== 'namespace,time_ms,event_type,key,value,metadata') faults.push(`${at}: fields ${fields}`);
    if (typeof namespace !== 'string' || typeof metadata !== 'object') faults.push(`${at}: types`);
    if (!Number.isInteger(time) || time < before) faults.push(`${at}: time`);
    before = time;
    const expected = key === 'run_start' ? 'INTERVAL_START' : key === 'run_stop' ? 'INTERVAL_END' : 'POINT_IN_TIME';
    if (event !== expected) faults.push(`${at}: ${key} is ${event}`);
    if (key === 'seed') seeds++;
    if (key === 'run_start') {
      if (open || seeds !== 1) faults.push(`${at}: run_start`);
      open = true;
    }
    if (key === 'eval_accuracy' && !open) faults.push(`${at}: accuracy outside a run`);
    if (key === 'run_stop') {
      if (!open || !['success', 'aborted'].includes(String(metadata['status']))) faults.push(`${at}: run_stop`);
      open = false;
      seeds = 0;
    }
  }
  return open ? [...faults, 'no end'] : faults;
}

describe('a run for trackers of experiments', () => {
  it('MLflow: a run for each repeat with its results, its curve by step, and the experiment as parameters', () => {
    const record = comparisonRun();
    const runs = flowRuns(record);
    expect(runs).to.have.length(record.results.length);
    record.results.forEach(({ seed, arm, status, measures, curve, counts }, i) => {
      const { params, metrics, tags, run_name: name, ...run } = runs[i]!;
      expect(named(params)).to.include({
        seed: String(seed),
        'repair.id': arm,
        'data.id': record.spec.data.id,
        'base.learningRate': '0.01',
      });
      expect(named(tags)).to.include({ 'drift_lab.run_id': record.runId, 'drift_lab.status': status });
      expect(name).to.match(new RegExp(`, seed ${seed}$`));
      expect(run.end_time).to.be.at.least(run.start_time);
      const of = (key: string) => metrics.filter((each) => each.key === key).map(({ value, step }) => [step, value]);
      expect(of('training/accuracy-new')).to.deep.equal(curve.filter(({ accuracy }) => accuracy.new !== undefined).map((point) => [point.step, point.accuracy.new])); // prettier-ignore
      expect(of('training/loss')).to.deep.equal(curve.filter(({ loss }) => loss !== null).map(({ step, loss }) => [step, loss]));
      expect(of('accuracy')).to.deep.equal([[curve.at(-1)?.step ?? 0, measures.accuracyNew]]);
      expect(of('flops')[0]![1]).to.equal(counts.flops);
    });
  });

  it('MLflow: keys and values are what its API takes, also of streams', () => {
    for (const record of [skipping(), streamRun()] as AnyRecord[])
      for (const { params, metrics, tags } of flowRuns(record)) {
        for (const { key, value } of [...params, ...tags])
          expect([typeof value, /^[\w./ -]{1,250}$/.test(key)], key).to.deep.equal(['string', true]);
        expect(new Set(params.map(({ key }) => key)).size)
          .to.equal(params.length)
          .and.to.be.at.most(100);
        for (const { key, value, timestamp, step } of metrics)
          expect([Number.isFinite(value), Number.isInteger(timestamp), Number.isInteger(step), /^[\w./ -]+$/.test(key)], key).to.deep.equal(Array(4).fill(true)); // prettier-ignore
      }
  });

  it('MLflow: a repair that was skipped is there as failed, with the reason', () => {
    const last = flowRuns(skipping()).at(-1)!;
    expect([last.status, last.metrics.length, named(last.tags)['drift_lab.refused']]).to.deep.equal([
      'FAILED',
      0,
      'It needs batch normalisation.',
    ]);
  });

  it('W&B: one run each with config and summary, then its history in order, of which the last errors are the summary’s', () => {
    const record = streamRun();
    const lines = wandb(record).trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>); // prettier-ignore
    const runs = lines.filter(({ type }) => type === 'run');
    expect(new Set(runs.map(({ id }) => id)).size).to.equal(record.runs.length);
    record.runs.forEach(({ seed, points }, i) => {
      const { id, config, summary } = runs[i] as { id: string; config: object; summary: Record<string, number> };
      expect(config).to.include({ seed, specId: record.specId, 'policy.id': record.spec.policies[record.runs[i]!.policy]!.id });
      const history = lines.filter(({ type, run }) => type === 'history' && run === id);
      expect(history.map((line) => [line['_step'], line['accuracy']])).to.deep.equal(
        points.map(({ accuracy }, batch) => [batch + 1, accuracy]),
      );
      expect(history.at(-1)!['errors']).to.equal(points.at(-1)!.errors).and.to.equal(summary['errors']);
    });
  });

  it('MLLOG: every line keeps the rules, and ends with the accuracies of the record', () => {
    for (const record of [skipping(), streamRun()] as AnyRecord[]) expect(faultsOf(logLines(record))).to.deep.equal([]);
    const record = skipping();
    const lines = logLines(record);
    const finals = lines.filter(({ metadata }) => metadata['final'] === true);
    expect(finals.map(({ value, metadata }) => [metadata['repeat'], metadata['seed_index'], value])).to.deep.equal(
      record.results.map(({ seed, arm, measures }) => [arm, seed, measures.accuracyNew]),
    );
    expect(lines.filter(({ key }) => key === 'run_start')).to.have.length(record.results.length);
    expect(lines.find(({ key }) => key === 'drift_lab_refused')!.value).to.equal('It needs batch normalisation.');
  });

  it('MLLOG: the rules notice what is wrong', () => {
    const lines = logLines(comparisonRun());
    const without = (key: string) => lines.filter((line) => line.key !== key);
    for (const wrong of [
      without('run_start'),
      without('run_stop'),
      without('seed'),
      lines.toReversed(),
      lines.map((line) => ({ ...line, event_type: 'POINT_IN_TIME' })),
    ])
      // prettier-ignore
      expect(faultsOf(wrong)).to.not.deep.equal([]);
  });

  it('a diverged training ends as aborted', () => {
    const record = comparisonRun();
    const results = record.results.map((result, i) => (i === 8 ? { ...result, status: 'diverged' as const } : result));
    const ends = logLines({ ...record, results }).filter(({ key }) => key === 'run_stop');
    expect(ends.map(({ metadata }) => metadata['status'])).to.deep.equal(
      results.map(({ status }) => (status === 'diverged' ? 'aborted' : 'success')),
    );
  });
});
