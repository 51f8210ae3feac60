import { expect } from 'chai';
import { watchedWorker, WorkerLostError } from '../src/watched-worker.ts';

interface Service {
  twice(value: number): Promise<number>;
  throws(): Promise<void>;
  rejects(): Promise<void>;
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

  for (const how of ['throws', 'rejects'] as const)
    it(`F-18: in which something ${how} that nobody waits for is given up, and what was asked of it fails`, async () => {
      const told: string[] = [];
      const { service } = watchedWorker<Service>(start, ({ message }) => told.push(message));
      const waits = failure(service.never());
      await failure(service[how]());
      expect(await waits).to.be.instanceOf(WorkerLostError);
      expect(told).to.deep.equal(['A background worker could not be loaded or crashed.']);
    });

  it('F-19: that cannot read what it is sent is given up: nobody waits for an answer that does not come', async () => {
    const told: string[] = [];
    let worker!: Worker;
    const { service } = watchedWorker<Service>(
      (name) => (worker = start(name)),
      ({ message }) => told.push(message),
    );
    expect(await service.twice(2)).to.equal(4);
    const waits = failure(service.never());
    // It can be sent, but there is no such thing in a worker.
    worker.postMessage(await RTCPeerConnection.generateCertificate({ name: 'ECDSA', namedCurve: 'P-256' } as EcKeyGenParams));
    expect(await waits).to.be.instanceOf(WorkerLostError);
    expect(told).to.deep.equal(['A background worker could not be loaded or crashed.']);
  });

  it('F-19: whose answer cannot be read is given up', async () => {
    const told: string[] = [];
    let worker!: Worker;
    const { service } = watchedWorker<Service>(
      (name) => (worker = start(name)),
      ({ message }) => told.push(message),
    );
    const waits = failure(service.never());
    // There is nothing that a worker can send and a page cannot read: the event alone.
    worker.dispatchEvent(new MessageEvent('messageerror'));
    expect(await waits).to.be.instanceOf(WorkerLostError);
    expect(told).to.deep.equal(['A message between the page and its worker was lost.']);
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
