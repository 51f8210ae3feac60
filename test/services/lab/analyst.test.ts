import { expect } from 'chai';
import { openAnalyst, type AnalysisService } from '../../../src/services/lab/analyst.ts';
import { WorkerLostError } from '../../../src/watched-worker.ts';
import { settled } from '../../turns.ts';

/** Workers that the test plays. */
function fake(count: number) {
  const asked: { readonly worker: number; readonly question: unknown; resolve(answer: unknown): void; reject(error: unknown): void }[] = [];
  let workers = 0;
  const start = (): AnalysisService => {
    const worker = workers++;
    return { answer: (_, question) => new Promise((resolve, reject) => asked.push({ worker, question, resolve, reject })) };
  };
  const analyst = openAnalyst({ count, start });
  const ends: unknown[] = [];
  const ask = (question: unknown) =>
    void analyst.ask('solve', question as never).then(
      (answer) => ends.push(answer),
      (error: Error) => ends.push(error.message),
    );
  return { analyst, asked, ends, ask, workers: () => workers };
}

describe('analyses in workers', () => {
  it('have as many workers as there may be, when needed, and wait in turn', async () => {
    const { asked, ends, ask, workers } = fake(2);
    for (const question of ['a', 'b', 'c']) ask(question);
    expect([asked.map(({ question }) => question), workers()]).to.deep.equal([['a', 'b'], 2]);
    asked[1]!.resolve('B');
    await settled();
    expect([asked.map(({ worker, question }) => [worker, question]), ends]).to.deep.equal([
      [
        [0, 'a'],
        [1, 'b'],
        [1, 'c'],
      ],
      ['B'],
    ]);
  });

  it('are asked of another worker when one is lost over them, once; other failures are passed on', async () => {
    const { asked, ends, ask, workers } = fake(1);
    ask('a');
    ask('b');
    asked[0]!.reject(new WorkerLostError('It was ended.'));
    await settled();
    expect(asked.map(({ worker, question }) => [worker, question])).to.deep.equal([
      [0, 'a'],
      [1, 'a'],
    ]);
    asked[1]!.reject(new WorkerLostError('It was ended again.'));
    await settled();
    expect([ends, asked.at(-1)!.question, workers()]).to.deep.equal([['It was ended again.'], 'b', 3]);
    asked[2]!.reject(new RangeError('no rows'));
    await settled();
    expect([ends.at(-1), workers()], 'the worker lives').to.deep.equal(['no rows', 3]);
  });

  it('that wait are dropped when the run is stopped', async () => {
    const { analyst, asked, ends, ask } = fake(1);
    ask('a');
    ask('b');
    analyst.clear();
    asked[0]!.resolve('A');
    await settled();
    expect(ends).to.deep.equal(['The run was stopped.', 'A']);
  });
});
