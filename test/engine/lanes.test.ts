import { expect } from 'chai';
import { EngineError } from '../../src/engine/engine-error.ts';
import { serveLane } from '../../src/engine/lane.ts';
import { openLanes, type Lane } from '../../src/engine/lanes.ts';
import { laneCount, openWasmTrainer } from '../../src/engine/open-wasm.ts';
import { RunControl } from '../../src/training/run-control.ts';
import { turnClock, until, type TurnClock } from '../turns.ts';
import { facts, free, job, model, outcome } from './lanes-job.ts';

describe('training in several workers', () => {
  let clock: TurnClock;
  beforeEach(() => (clock = turnClock()));
  afterEach(() => clock.end());

  it('leaves a core to the page where there are more than two, and asks for no more than eight', () => {
    expect([1, 2, 3, 4, 8, 64].map(laneCount)).to.deep.equal([1, 2, 2, 3, 7, 8]);
  });

  it('stands still while paused, for longer than a silence may last, and goes on', async () => {
    const control = new RunControl();
    const lanes = await openLanes({ count: 1, start: (onPoints) => inThisThread(onPoints), facts, silenceMs: 150 });
    let points = 0;
    const training = lanes.train({ ...job('a', 4_000), points: 40 }, control, () => points++);
    await until(() => points > 3);
    control.pause();
    await clock.passes(60);
    const before = points;
    await clock.passes(300);
    expect(points).to.equal(before);
    control.resume();
    const result = await training;
    expect(points).to.equal(41);
    expect(result.recoveries).to.equal(0);
  });

  it('replaces a worker that was killed, begins its job again, and says so', async () => {
    const expected = await (await openWasmTrainer()).train(job('a', 3_000), free);
    let started = 0;
    let kill: () => void = () => {};
    const lanes = await openLanes({
      count: 1,
      facts,
      silenceMs: 200,
      async start(onPoints) {
        const lane = await inThisThread(onPoints);
        if (++started > 1) return lane;
        // A killed worker answers nothing any more.
        let dead = false;
        kill = () => ((dead = true), void lane.service.stop());
        const never = new Promise<never>(() => {});
        const service = new Proxy(lane.service, {
          get:
            (target, name) =>
            (...of: never[]) => {
              const answer = (target[name as keyof typeof target] as (...all: never[]) => Promise<unknown>)(...of);
              return answer.then(
                (value) => (dead ? never : value),
                (error) => (dead ? never : Promise.reject(error as Error)),
              );
            },
        });
        return { ...lane, service } as Lane;
      },
    });
    const told: number[] = [];
    const training = lanes.train(job('a', 3_000), free, ({ step }) => told.push(step));
    await until(() => told.length > 1);
    kill();
    const result = await training;
    expect(started).to.equal(2);
    expect(result.recoveries).to.equal(1);
    expect(outcome(result)).to.deep.equal(outcome(expected));
    expect(told).to.deep.equal(expected.curve.map(({ step }) => step));
  });

  it('replaces a worker that dies of a prediction', async () => {
    const never = () => new Promise<never>(() => {});
    const dead = { predict: never, ping: never } as unknown as Lane['service'];
    let started = 0;
    const lanes = await openLanes({
      count: 1,
      facts,
      silenceMs: 60,
      start: async (onPoints) => (started++ ? inThisThread(onPoints) : { service: dead, end: () => {} }),
    });
    expect(await lanes.predict(model, job('a').start, job('a').data)).to.have.length(180);
    expect(started).to.equal(2);
  });

  it('gives up in words when every worker dies', async () => {
    const never = () => new Promise<never>(() => {});
    const dead = { train: never, ping: never } as unknown as Lane['service'];
    const lanes = await openLanes({ count: 1, facts, silenceMs: 60, start: async () => ({ service: dead, end: () => {} }) });
    const error = await lanes.train(job('a'), free).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error).to.be.instanceOf(EngineError);
    expect(error!.message).to.match(/stopped answering.*Run again/);
  });
});

/** A lane without a worker: the same service, answering as a worker does. */
async function inThisThread(onPoints: (points: never[]) => void): Promise<Lane> {
  const service = serveLane(openWasmTrainer, () => new RunControl());
  await service.open(onPoints as never);
  const answering = new Proxy(service, {
    get:
      (target, name) =>
      async (...of: never[]) =>
        (target[name as keyof typeof target] as (...all: never[]) => unknown)(...of),
  });
  return { service: answering as unknown as Lane['service'], end: () => {} };
}
