import { expect } from 'chai';
import type { Remote } from 'comlink';
import type { PredictionsAsked, PredictionsJudged, PredictionsService } from '../../src/contracts/predictions.ts';
import { PredictionsStore } from '../../src/state/predictions-store.ts';
import { settled } from '../turns.ts';

const file = (name: string): File => new File([''], name);

/** A store whose workers answer when they are told to. */
function fake() {
  const workers: { asked?: PredictionsAsked; files?: string[]; ended: boolean; answer: (judged: PredictionsJudged) => void }[] = [];
  const store = new PredictionsStore(() => {
    let answer!: (judged: PredictionsJudged) => void;
    const worker: (typeof workers)[number] = { ended: false, answer: (judged) => answer(judged) };
    workers.push(worker);
    const judge: PredictionsService['judge'] = (files, asked) => {
      Object.assign(worker, { asked, files: files.map(({ name }) => name) });
      return new Promise((resolve) => (answer = resolve));
    };
    return { service: { judge } as unknown as Remote<PredictionsService>, end: () => void (worker.ended = true) };
  });
  return { store, workers };
}
const nothing: PredictionsJudged = { columns: ['y'], notes: [] };

describe('files of predictions on the page', () => {
  it('are judged by a worker that ends with its answer', async () => {
    const { store, workers } = fake();
    void store.open([file('old.csv'), file('new.csv')]);
    expect(store.working).to.equal(true);
    workers[0]!.answer(nothing);
    await settled();
    expect([store.working, store.judged, workers[0]!.ended]).to.deep.equal([false, nothing, true]);
  });

  it('are answered as they were asked for last: what was being judged is ended, and its answer dropped', async () => {
    const { store, workers } = fake();
    void store.open([file('old.csv'), file('new.csv')]);
    void store.say({ label: 'truth', threshold: 0.3 });
    void store.say({ threshold: undefined });
    expect(workers.map(({ ended }) => ended)).to.deep.equal([true, true, false]);
    expect(workers[2]!.asked).to.deep.equal({ label: 'truth' });
    workers[0]!.answer({ ...nothing, columns: ['stale'] });
    await settled();
    expect(store.judged).to.equal(undefined);
    workers[2]!.answer(nothing);
    await settled();
    expect(store.judged).to.equal(nothing);
  });

  it('change places, keep what was said of them, and forget it when others are opened', () => {
    const { store, workers } = fake();
    void store.open([file('b.csv'), file('a.csv')]);
    void store.say({ label: 'truth' });
    void store.swap();
    expect(workers.at(-1)).to.deep.include({ files: ['a.csv', 'b.csv'], asked: { label: 'truth' } });
    void store.open([file('c.csv')]);
    expect(workers.at(-1)).to.deep.include({ files: ['c.csv'], asked: {} });
  });

  it('can be stopped, and say so', () => {
    const { store, workers } = fake();
    void store.open([file('old.csv')]);
    store.stop();
    expect([store.working, workers[0]!.ended]).to.deep.equal([false, true]);
    expect(store.trouble).to.match(/Stopped/);
  });
});
