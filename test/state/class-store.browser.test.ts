import { expect } from 'chai';
import { settled } from '../turns.ts';
import { aClass, codeOfSeat, lesson, ranAgain } from './a-class.ts';

const seats = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => codeOfSeat(from + i)).join('\n');

describe('a class that is collected', () => {
  it('is nothing at first', () => {
    const { store } = aClass();
    expect([store.merged, store.narrowing, store.taken.length]).to.deep.equal([undefined, undefined, 0]);
  });
  it('takes as many codes as a text has, and becomes one run', () => {
    const { store } = aClass();
    expect(store.add(seats(1, 10))).to.deep.equal({ taken: 10, refused: 0 });
    expect(store.merged!.summary.seeds).to.equal(20);
    expect(store.merged!.summary.design).to.equal('race');
  });
  it('earns a verdict: none from one part, one when enough are in', () => {
    const { store } = aClass();
    store.add(codeOfSeat(1));
    expect(store.merged!.verdict.kind).to.equal('undecided');
    store.add(seats(2, 12));
    expect(store.merged!.verdict).to.deep.include({ kind: 'fine-tune', favours: 'head-only' });
  });
  it('narrows the interval of the two best, a step for every part; each holds the last value in the order in which they came', () => {
    const { store } = aClass();
    store.add(seats(1, 10));
    const { leader, rival, values, steps } = store.narrowing!;
    expect([leader, rival]).to.deep.equal(['head-only', 'retrain-all']);
    expect(steps.map(({ seeds }) => seeds)).to.deep.equal([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    expect(values).to.have.length(20);
    // Nothing is excluded after two seeds, whatever they say.
    expect([steps[0]!.lo, steps[0]!.hi]).to.deep.equal([-1, 1]);
    const width = ({ lo, hi }: { lo: number; hi: number }) => hi - lo;
    expect(width(steps[9]!)).to.be.lessThan(width(steps[4]!));
    expect(width(steps[4]!)).to.be.lessThan(width(steps[1]!));
    const pair = store.merged!.summary.comparisons.find(({ a, b }) => a === 'head-only' && b === 'retrain-all')!;
    expect([steps[9]!.lo, steps[9]!.hi]).to.deep.equal([pair.difference.lo, pair.difference.hi]);
  });
  it('refuses with a word', () => {
    const { store } = aClass();
    store.add(codeOfSeat(1));
    const why = (text: string) => {
      store.add(text);
      return store.refused[0]!.why;
    };
    expect(why(codeOfSeat(1))).to.match(/here already/);
    expect(why('hello')).to.match(/no code of a class/);
    expect(why(codeOfSeat(2).slice(0, -1))).to.match(/altered/);
    expect(why(codeOfSeat(2, { experiment: '0123456789ab' }))).to.match(/another experiment/);
    expect(why(codeOfSeat(2, { app: '012345' }))).to.match(/another version/);
    expect(why(codeOfSeat(2, { root: 5 }))).to.match(/not those of its seat/);
    expect(why(codeOfSeat(2, { seat: 0 }))).to.match(/not those of its seat/);
    const [first] = [[{ diverged: false, rightNew: 1, rightOld: 1 }, { diverged: false, rightNew: 1, rightOld: 1 }, { diverged: false, rightNew: 1, rightOld: 1 }]]; // prettier-ignore
    expect(why(codeOfSeat(2, { seeds: 1, cells: [first!] }))).to.match(/has 1 seeds, and a seat of this class runs 2/);
    expect(store.taken).to.have.length(1);
  });
  it('is there again after a reload, in this tab, and gone when it is begun anew', () => {
    const { store, storage } = aClass();
    store.add(seats(1, 3));
    expect(aClass(storage).store.taken.map(({ seat }) => seat)).to.deep.equal([1, 2, 3]);
    store.clear();
    expect(aClass(storage).store.taken).to.have.length(0);
    expect(storage.size).to.equal(0);
  });
  it('is another one with other seeds', () => {
    const { store } = aClass();
    store.add(seats(1, 3));
    store.open({ ...lesson, seeds: { ...lesson.seeds, root: 8 } });
    expect(store.taken).to.have.length(0);
    store.add(codeOfSeat(4));
    expect(store.refused[0]!.why).to.match(/not those of its seat/);
  });
  it('does without a storage that does not keep', () => {
    const full = { get: () => { throw new Error('no'); }, set: () => { throw new Error('full'); }, delete: () => { throw new Error('no'); } }; // prettier-ignore
    const { store } = aClass(full as never);
    expect(store.add(seats(1, 2)).taken).to.equal(2);
  });

  describe('checks seats', () => {
    it('and finds an honest one the same', async () => {
      const { store, played } = aClass();
      store.add(seats(1, 3));
      const done = store.check(store.taken[1]);
      await settled();
      expect(played[0]!.run.spec.seeds.root).to.equal(store.taken[1]!.root);
      expect(played[0]!.run.spec.engine).to.equal('wasm');
      expect(store.checking?.seat).to.equal(2);
      played[0]!.tell(ranAgain(2));
      await done;
      expect(store.checks.get(store.taken[1]!.root)!.outcome).to.equal('equal');
      expect(store.unchecked.map(({ seat }) => seat)).to.deep.equal([1, 3]);
      expect(store.checking).to.equal(undefined);
    });
    it('and strikes a liar out, for good', async () => {
      const { store, played, storage } = aClass();
      const cells = [0, 1].map(() => [30, 99, 20].map((rightNew) => ({ diverged: false, rightNew, rightOld: 90 })));
      store.add(seats(1, 3));
      store.add(codeOfSeat(4, { cells }));
      const done = store.check(store.taken[3]);
      await settled();
      played[0]!.tell(ranAgain(4));
      await done;
      expect(store.taken.map(({ seat }) => seat)).to.deep.equal([1, 2, 3]);
      expect(store.struck.map(({ seat }) => seat)).to.deep.equal([4]);
      store.add(codeOfSeat(4));
      expect(store.refused[0]!.why).to.match(/struck out/);
      expect(aClass(storage).store.struck.map(({ seat }) => seat)).to.deep.equal([4]);
    });
    it('by itself, one after the other, only when nothing else runs and when it was asked to', async () => {
      const { store, played, state } = aClass();
      store.add(seats(1, 2));
      store.idle();
      await settled();
      expect(played).to.have.length(0);
      store.setAuto(true);
      state.waits = true;
      store.idle();
      await settled();
      expect(played).to.have.length(0);
      state.waits = false;
      store.idle();
      store.idle();
      await settled();
      expect(played).to.have.length(1);
      played[0]!.tell(ranAgain(1));
      await settled();
      store.idle();
      await settled();
      expect(played).to.have.length(2);
      played[1]!.tell(ranAgain(2));
      await settled();
      store.idle();
      await settled();
      expect(played).to.have.length(2);
    });
    it('and says why one could not be', async () => {
      const { store, played } = aClass();
      store.add(codeOfSeat(1));
      const done = store.check();
      await settled();
      played[0]!.tell({ type: 'failed', code: 'engine', text: 'no engine here', kept: 0 });
      await done;
      expect(store.message).to.match(/seat 1 could not be checked: no engine here/);
      expect(store.taken).to.have.length(1);
      store.setAuto(true);
      store.idle();
      await settled();
      expect(played).to.have.length(1);
    });
  });
});
