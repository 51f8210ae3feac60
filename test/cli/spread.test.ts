import { expect } from 'chai';
import fc from 'fast-check';
import { CliError } from '../../src/cli/cli-error.ts';
import { spread, type Ended, type Ran, type Seat, type Spreading } from '../../src/cli/spread.ts';
import type { AnyRecord } from '../../src/contracts/record.ts';
import type { AnySpec } from '../../src/spec/schema.ts';

// The scheduler hands specs and records through; what is in them does not matter to it.
const specs = (count: number) => Array.from({ length: count }, (_, i) => i as unknown as AnySpec);
const recordOf = (spec: AnySpec): Ran => ({ record: spec as unknown as AnyRecord });

/** What happened, with seats that do as told. @param run what a seat does with an experiment */
async function spreadOver(
  count: number,
  run: (seat: number, index: number) => Promise<Ran>,
  how: Partial<Spreading> = {},
): Promise<{ readonly ended: Map<number, Ended[]>; readonly opened: number; readonly closed: number; readonly notes: string[] }> {
  const ended = new Map<number, Ended[]>();
  const notes: string[] = [];
  let [opened, closed] = [0, 0];
  await spread(specs(count), {
    ...{ seats: 1, retries: 1, signal: new AbortController().signal },
    open(): Promise<Seat> {
      const seat = opened++;
      return Promise.resolve({
        node: `node ${seat}`,
        run: (spec) => run(seat, spec as unknown as number),
        close: () => Promise.resolve(void closed++),
      });
    },
    ended: (index, outcome) => void ended.set(index, [...(ended.get(index) ?? []), outcome]),
    note: (text) => void notes.push(text),
    ...how,
  });
  return { ended, opened, closed, notes };
}

const fine = (_: number, index: number) => Promise.resolve(recordOf(index as unknown as AnySpec));
const died = () => Promise.reject(new Error('gone'));

describe('experiments spread over seats', () => {
  it('run one after the other on one seat, which is opened and closed once', async () => {
    const order: number[] = [];
    const { ended, opened, closed } = await spreadOver(4, (seat, index) => fine(seat, index).finally(() => order.push(index)));
    expect(order).to.deep.equal([0, 1, 2, 3]);
    expect([...ended.keys()]).to.deep.equal([0, 1, 2, 3]);
    expect({ opened, closed }).to.deep.equal({ opened: 1, closed: 1 });
  });

  it('run at the same time on several seats, and no more of these are opened than there are experiments', async () => {
    let second = () => {};
    const both = new Promise<void>((resolve) => (second = resolve));
    // The first would never end if the second did not run beside it.
    const { opened } = await spreadOver(2, async (seat, index) => (index === 0 ? both : second(), fine(seat, index)), { seats: 5 });
    expect(opened).to.equal(2);
  });

  it('are run again on another seat where theirs died, and said to be', async () => {
    const { ended, opened, closed, notes } = await spreadOver(3, (seat, index) => (seat === 0 && index === 1 ? died() : fine(seat, index)));
    expect(ended.get(1)).to.deep.equal([{ record: 1, node: 'node 1' }]);
    expect({ opened, closed }).to.deep.equal({ opened: 2, closed: 2 });
    expect(notes).to.deep.equal(['Experiment 2 on node 0: gone It is run again.']);
  });

  it('are refused, and the others go on, when they take a second seat with them', async () => {
    const { ended } = await spreadOver(3, (seat, index) => (index === 1 ? died() : fine(seat, index)));
    expect(ended.get(1)![0]).to.have.nested.property('refused.message', 'gone');
    expect([0, 2].map((index) => 'record' in ended.get(index)![0]!)).to.deep.equal([true, true]);
  });

  it('are not run again for what they came to themselves', async () => {
    let runs = 0;
    const { ended } = await spreadOver(1, () => Promise.resolve({ refused: new CliError(`run ${++runs}`) }));
    expect(ended.get(0)![0]).to.have.nested.property('refused.message', 'run 1');
  });

  it('are taken from a seat that falls silent; one that speaks keeps them', async () => {
    const heard: (() => void)[] = [];
    const silent = await spreadOver(1, (seat, index) => (seat === 0 ? new Promise(() => {}) : fine(seat, index)), { lease: () => 1 });
    expect(silent.ended.get(0)).to.deep.equal([{ record: 0, node: 'node 1' }]);
    let leases = 0;
    await spreadOver(1, (_, index) => (heard.forEach((say) => say()), fine(0, index)), {
      lease: () => (leases++, 60_000),
      open: ({ heard: say }) => (
        heard.push(say),
        Promise.resolve({ run: (spec) => (say(), fine(0, spec as unknown as number)), close: () => Promise.resolve() })
      ),
    });
    expect(leases).to.equal(2);
  });

  it('have a lease by the slowest that finished', async () => {
    const asked: (number | undefined)[] = [];
    let clock = 0;
    await spreadOver(2, (seat, index) => ((clock += index === 0 ? 7_000 : 1), fine(seat, index)), {
      now: () => clock,
      lease: (slowest) => (asked.push(slowest), 60_000),
    });
    expect(asked).to.deep.equal([undefined, 7_000]);
  });

  it('end with what the only seat is refused with, where none can be had', async () => {
    const refused = spreadOver(2, fine, { open: () => Promise.reject(new CliError('no browser')) });
    expect(await refused.catch((error: Error) => error.message)).to.equal('no browser');
  });

  it('go on with fewer seats; what is left is refused when the last is gone', async () => {
    let openings = 0;
    const { ended } = await spreadOver(3, fine, {
      open: () =>
        openings++ === 0
          ? Promise.resolve({ run: (spec) => ((spec as unknown as number) === 0 ? fine(0, 0) : died()), close: () => Promise.resolve() })
          : Promise.reject(new CliError('no node left')),
    });
    expect(ended.get(0)![0]).to.have.property('record', 0);
    for (const index of [1, 2]) expect(ended.get(index)).to.have.length(1).and.have.nested.property('[0].refused.message', 'no node left');
  });

  it('stop at once when told to; what is finished has ended, nothing else has, and the seat is closed', async () => {
    const stopping = new AbortController();
    const { ended, closed } = await spreadOver(
      3,
      (seat, index) => (index === 1 ? (stopping.abort(), new Promise<Ran>(() => {})) : fine(seat, index)),
      { signal: stopping.signal },
    );
    expect([...ended.keys()]).to.deep.equal([0]);
    expect(closed).to.equal(1);
  });

  it('end exactly once each, whichever seats die when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.boolean()),
        async (count, seats, fates) => {
          const fate = fates[Symbol.iterator]();
          const { ended, opened, closed } = await spreadOver(count, (seat, index) => (fate.next().value ? died() : fine(seat, index)), {
            seats,
          });
          expect([...ended.keys()].sort((a, b) => a - b)).to.deep.equal(specs(count));
          for (const outcomes of ended.values()) expect(outcomes).to.have.length(1);
          expect(closed).to.equal(opened);
        },
      ),
    );
  });
});
