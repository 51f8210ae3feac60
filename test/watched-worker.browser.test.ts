import { expect } from 'chai';
import { watchedWorker, WorkerLostError } from '../src/watched-worker.ts';

interface Service {
  twice(value: number): Promise<number>;
  never(): Promise<void>;
  die(): Promise<void>;
}
const start = (name: string) => new Worker(new URL('./dying-worker.ts', import.meta.url), { type: 'module', name });
const failure = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a watched worker', () => {
  it('answers, and rejects every call that waits when it is gone, once told', async () => {
    const told: string[] = [];
    const { service } = watchedWorker<Service>(start, ({ message }) => told.push(message));
    expect(await service.twice(21)).to.equal(42);
    const waits = failure(service.never());
    const dies = failure(service.die());
    const errors = [await waits, await dies, await failure(service.twice(1))];
    for (const error of errors) expect(error).to.be.instanceOf(WorkerLostError);
    expect(told).to.deep.equal(['A background worker was ended by the browser, perhaps for want of memory.']);
  });

  it('that is not there says so: it could not be loaded', async () => {
    const told: string[] = [];
    const missing = (name: string) => new Worker(new URL('/no-such-worker.js', location.href), { type: 'module', name });
    const { service } = watchedWorker<Service>(missing, ({ message }) => told.push(message));
    expect(await failure(service.twice(1))).to.be.instanceOf(WorkerLostError);
    expect(told).to.deep.equal(['A background worker could not be loaded or crashed.']);
  });

  it('that is ended on purpose tells nobody, but rejects what waits', async () => {
    const told: string[] = [];
    const { service, end } = watchedWorker<Service>(start, ({ message }) => told.push(message));
    await service.twice(1);
    const waits = failure(service.never());
    end();
    end();
    expect(await waits).to.be.instanceOf(WorkerLostError);
    expect(told).to.deep.equal([]);
  });
});
