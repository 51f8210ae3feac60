import { expect } from 'chai';
import type { RunEvent } from '../../src/contracts/events.ts';
import type { RunCommand, RunOptions } from '../../src/contracts/services.ts';
import type { SeedResult } from '../../src/contracts/record.ts';
import type { ArmResult } from '../../src/contracts/results.ts';
import { WorkerLostError } from '../../src/watched-worker.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import type { AnySpec } from '../../src/spec/schema.ts';
import { eventLog } from '../../src/state/event-log.ts';
import { JobQueue, urgency } from '../../src/state/job-queue.ts';
import { LabStore } from '../../src/state/lab-store.ts';
// Here before it is fetched, so that no step has to wait for it.
import '../../src/state/lost-run.ts';
import { runOf } from '../../src/state/runs.ts';

/** Resolves when all promises and messages that could settle have done so: port messages come in order, so one more is the last. */
const settled = async () => {
  for (let turn = 0; turn < 5; turn++) {
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
    port1.close();
  }
};
/** What of a result the queue and its runs look at. */
const RESULT = { curve: [{ step: 1 }] } as unknown as ArmResult;
const stopped: RunEvent = { type: 'stopped', kept: 0 };
const failed: RunEvent = { type: 'failed', code: 'engine', text: 'no engine', kept: 0 };

/** A lab worker that the test plays. */
function fakeWorker() {
  const sent: { spec: AnySpec; options: RunOptions | undefined; tell: (event: RunEvent) => void; lose: () => void }[] = [];
  const asked: string[] = [];
  const worker = {
    lab: {
      run: (spec: AnySpec, port: MessagePort, options?: RunOptions) =>
        new Promise<void>((resolve, reject) => {
          sent.push({
            lose: () => reject(new WorkerLostError('It was ended.')),
            ...{ spec, options },
            tell(event) {
              port.postMessage([event]);
              if (['finished', 'stopped', 'failed'].includes(event.type)) resolve();
            },
          });
        }),
      drive: async ({ type }: RunCommand) => void asked.push(type),
      openEngine: async () => undefined,
      repairedModel: async () => undefined,
    },
    data: {},
    dropLab: () => void asked.push('drop'),
    dropBench: () => void asked.push('drop bench'),
  };
  return { sent, asked, worker };
}

function queue() {
  const fake = fakeWorker();
  return { ...fake, jobs: new JobQueue(fake.worker, () => {}) };
}
const comparison = () => runOf(presets.quick.spec);
const play = { urgency: urgency.comparison, own: {} };

describe('the queue of the lab worker', () => {
  it('hands over one run at a time, and each ends once', async () => {
    const { jobs, sent } = queue();
    const [first, second] = [comparison(), comparison()];
    const ends: string[] = [];
    void jobs.play(first, play).then(() => ends.push('first'));
    void jobs.play(second, play).then(() => ends.push('second'));
    await settled();
    expect([sent.length, first.phase, second.phase, jobs.busy]).to.deep.equal([1, 'preparing', 'preparing', true]);
    sent[0]!.tell(failed);
    await settled();
    expect([ends, sent.length]).to.deep.equal([['first'], 2]);
    sent[0]!.tell(stopped);
    await settled();
    expect(first.phase, 'a late message changes nothing').to.equal('failed');
    sent[1]!.tell(failed);
    await settled();
    expect([ends, jobs.busy]).to.deep.equal([['first', 'second'], false]);
  });

  it('takes the most urgent of those that wait', async () => {
    const { jobs, sent } = queue();
    void jobs.play(comparison(), play);
    void jobs.play(comparison(), { ...play, urgency: urgency.series });
    void jobs.play(runOf(streamPresets.plants.spec), { ...play, urgency: urgency.stream });
    await settled();
    sent[0]!.tell(failed);
    await settled();
    expect(sent.map(({ spec }) => spec.kind)).to.deep.equal(['compare', 'stream']);
  });

  it('has what is no more urgent give way, and only that', () => {
    const { jobs } = queue();
    const gave: string[] = [];
    const enter = (name: keyof typeof urgency) => jobs.enter({ urgency: urgency[name], giveWay: () => void gave.push(name) });
    enter('comparison');
    enter('series');
    const leave = enter('measurement');
    enter('stream');
    expect(gave).to.deep.equal(['series', 'measurement']);
    leave();
    gave.length = 0;
    enter('stream');
    expect(gave).to.deep.equal(['series', 'stream']);
  });

  it('ends what waits at once when it is stopped: nothing is sent, and the worker is left alone', async () => {
    const { jobs, sent, asked } = queue();
    void jobs.play(comparison(), play);
    const waiting = comparison();
    const ended = jobs.play(waiting, play);
    await settled();
    jobs.halt(waiting);
    await ended;
    expect([waiting.phase, sent.length, asked]).to.deep.equal(['stopped', 1, []]);
  });

  it('ends what waits for the user’s own data at once when it is stopped', async () => {
    const { jobs, sent, asked } = queue();
    const run = comparison();
    const ended = jobs.play(run, { ...play, own: new Promise(() => {}) });
    await settled();
    jobs.halt(run);
    await ended;
    expect([run.phase, sent.length, asked, jobs.busy]).to.deep.equal(['stopped', 0, [], false]);
  });

  describe('when the worker is lost', () => {
    const result = (seed: number, arm: string) => ({ ...RESULT, seed, arm });
    const seedOf = (seed: number) => ({ seed }) as SeedResult;

    it('begins the run anew in a fresh one from what was finished, once; what waits is left alone', async () => {
      const { jobs, sent, asked } = queue();
      const [first, second] = [comparison(), comparison()];
      const ends: string[] = [];
      void jobs.play(first, play).then(() => ends.push('first'));
      void jobs.play(second, play).then(() => ends.push('second'));
      await settled();
      const [one, two, half] = [result(0, 'none'), result(0, 'head-only'), result(1, 'none')];
      for (const each of [one, two]) sent[0]!.tell({ type: 'arm-finished', result: each });
      sent[0]!.tell({ type: 'seeds-complete', seeds: [seedOf(0)] });
      sent[0]!.tell({ type: 'arm-finished', result: half });
      await settled();
      sent[0]!.lose();
      await settled();
      expect([sent.length, first.phase, second.phase, ends]).to.deep.equal([2, 'preparing', 'preparing', []]);
      expect(sent[1]!.options!.earlier).to.deep.equal({ seeds: [seedOf(0)], results: [one, two, half] });
      expect(sent[1]!.options!.interruptions).to.deep.equal([{ lost: 'worker', kept: 3 }]);
      expect([first.kept, first.warnings]).to.deep.equal([
        2,
        ['It was ended. The run went on without it after 3 finished repeats, which stay; its times are not compared.'],
      ]);
      sent[0]!.tell(failed);
      await settled();
      expect(first.phase, 'the lost one has no say any more').to.equal('preparing');
      sent[1]!.lose();
      await settled();
      expect([first.phase, first.kept, ends]).to.deep.equal(['failed', 2, ['first']]);
      expect(first.message).to.match(/^It was ended. That was the second time in this run; 2 finished repeats are shown\./);
      expect([sent.length, asked], 'the next one is sent').to.deep.equal([3, []]);
    });

    it('F-20: hears nothing more of what it tells late, whatever the one in its place is doing', async () => {
      const { jobs, sent } = queue();
      const run = comparison();
      void jobs.play(run, play);
      await settled();
      sent[0]!.tell({ type: 'arm-finished', result: result(0, 'none') });
      await settled();
      sent[0]!.lose();
      await settled();
      const late = [result(0, 'head-only'), result(1, 'none')];
      for (const each of late) sent[0]!.tell({ type: 'arm-finished', result: each });
      sent[0]!.tell({ type: 'seeds-complete', seeds: [seedOf(0)] });
      sent[0]!.tell(stopped);
      sent[1]!.tell({ type: 'arm-finished', result: result(0, 'none') });
      await settled();
      expect([run.results.map(({ seed, arm }) => `${seed} ${arm}`), run.complete.length, run.busy]).to.deep.equal([['0 none'], 0, true]);
      sent[0]!.tell({ type: 'arm-finished', result: late[0]! });
      sent[1]!.tell(failed);
      await settled();
      expect([run.phase, run.kept]).to.deep.equal(['failed', 1]);
    });

    it('F-19: is given up where a message of it cannot be read, which is noted; the run goes on in a fresh one', async () => {
      const fake = fakeWorker();
      // What ends the real one rejects what was asked of it.
      const jobs = new JobQueue({ ...fake.worker, dropLab: () => (fake.asked.push('drop'), fake.sent.at(-1)!.lose()) }, () => {});
      const run = comparison();
      const ports: MessagePort[] = [];
      const { MessageChannel: Channel } = globalThis;
      globalThis.MessageChannel = class extends Channel {
        constructor() {
          super();
          ports.push(this.port1);
        }
      };
      void jobs.play(run, play);
      await settled();
      globalThis.MessageChannel = Channel;
      ports.find(({ onmessageerror }) => onmessageerror)!.dispatchEvent(new MessageEvent('messageerror'));
      await settled();
      expect([fake.asked, fake.sent.length, run.phase]).to.deep.equal([['drop'], 2, 'preparing']);
      expect(run.warnings[0]).to.match(/^A message between the page and its worker was lost\. The run went on without it/);
      expect(eventLog.events.at(-1)!.what).to.equal('message lost');
      fake.sent[1]!.tell(stopped);
      await settled();
      expect(run.phase).to.equal('stopped');
    });

    it('has what was finished written down before it is given up, so that it can be gone on with', async () => {
      const fake = fakeWorker();
      const noted: string[] = [];
      const jobs = new JobQueue(fake.worker, () => {}, {
        note: (run) => noted.push(`${run.kept} of a run that is ${run.phase}`),
        noted: (run) => noted.push(`end: ${run.phase}`),
      });
      const run = comparison();
      const ended = jobs.play(run, play);
      await settled();
      fake.sent[0]!.tell({ type: 'arm-finished', result: result(0, 'none') });
      await settled();
      fake.sent[0]!.lose();
      await settled();
      fake.sent[1]!.tell({ type: 'arm-finished', result: result(0, 'none') });
      await settled();
      fake.sent[1]!.lose();
      await ended;
      expect(noted).to.deep.equal(['1 of a run that is preparing', 'end: failed']);
    });

    it('lets another engine take the place of a lost GPU, where the engine was left to us', async () => {
      const { jobs, sent } = queue();
      const [free, named] = [runOf({ ...presets.quick.spec, engine: 'auto' }), runOf({ ...presets.quick.spec, engine: 'webgpu' })];
      const lost: RunEvent = { type: 'failed', code: 'engine-lost', text: 'The GPU device was lost.', kept: 1 };
      void jobs.play(free, play);
      await settled();
      sent[0]!.tell({ type: 'arm-finished', result: result(0, 'none') });
      sent[0]!.tell(lost);
      await settled();
      expect([free.phase, sent.length, sent[1]!.options!.interruptions]).to.deep.equal(['preparing', 2, [{ lost: 'engine', kept: 1 }]]);
      sent[1]!.tell(lost);
      await settled();
      expect([free.phase, free.message], 'once').to.deep.equal(['failed', lost.text]);
      void jobs.play(named, play);
      await settled();
      sent[2]!.tell(lost);
      await settled();
      expect([named.phase, sent.length], 'one that was asked for by name is not replaced').to.deep.equal(['failed', 3]);
    });

    it('lets the first seed of a stream go by again up to where it was', async () => {
      const { jobs, sent, asked } = queue();
      const run = runOf(streamPresets.plants.spec);
      void jobs.play(run, { ...play, speed: 8 });
      await settled();
      const seed = { seed: 0, splitHash: '', baseAccuracy: 0, baseHash: '', ledger: [], driftedHash: '' };
      const edit = { seed: 0, batch: 1, what: 'rollback', policy: 0 } as const;
      sent[0]!.tell({ type: 'stream-started', seed, batches: 5 });
      sent[0]!.tell({ type: 'stream-batch', seed: 0, batch: 0, points: [] });
      sent[0]!.tell({ type: 'stream-edited', edit });
      sent[0]!.tell({ type: 'stream-batch', seed: 0, batch: 1, points: [] });
      await settled();
      sent[0]!.lose();
      await settled();
      expect(sent[1]!.options!.earlier).to.deep.equal({ seeds: [], runs: [], edits: [edit], observations: [] });
      expect([run.seen, run.target, asked]).to.deep.equal([0, 2, ['jump']]);
    });
  });

  it('says in words why a run could not start', async () => {
    const { worker } = fakeWorker();
    const jobs = new JobQueue({ ...worker, lab: { ...worker.lab, run: () => Promise.reject(new Error('no port')) } }, () => {});
    const run = comparison();
    await jobs.play(run, play);
    expect([run.phase, run.message]).to.deep.equal(['failed', 'The run could not start: Error: no port.']);
  });

  it('passes a person’s word on to the run that the worker has, and to no other', async () => {
    const { jobs, asked } = queue();
    const [first, second] = [comparison(), comparison()];
    void jobs.play(first, play);
    void jobs.play(second, play);
    await settled();
    jobs.drive(second, { type: 'step' });
    jobs.drive(first, { type: 'step' });
    first.phase = 'running';
    jobs.togglePause(first);
    jobs.togglePause(first);
    jobs.togglePause(second);
    expect([asked, first.phase, second.phase]).to.deep.equal([['step', 'pause', 'resume'], 'running', 'preparing']);
  });
});

describe('a stream on the Stream page', () => {
  function lab() {
    const fake = fakeWorker();
    const store = new LabStore(() => fake.worker as never);
    for (const each of [store, store.stream]) Object.assign(each.data, { show: () => {} });
    return { ...fake, store };
  }

  it('that still waits for the worker never begins when it is stopped', async () => {
    const { store, sent, asked } = lab();
    void store.start();
    await settled();
    const ended = store.stream.start();
    await settled();
    expect([store.stream.run.phase, store.stream.waits], 'the comparison is more urgent').to.deep.equal(['preparing', true]);
    store.stream.stop();
    expect(await ended).to.equal(undefined);
    expect([store.stream.run.phase, sent.length, asked, store.run.busy]).to.deep.equal(['stopped', 1, [], true]);
  });

  it('stops a benchmark that is being measured, as a comparison does', async () => {
    for (const start of ['stream', 'comparison'] as const) {
      const { store, worker } = lab();
      Object.assign(worker, { bench: { run: () => new Promise(() => {}), adapter: async () => null } });
      const measured = store.bench.measure();
      expect(store.bench.measuring).to.equal(true);
      void (start === 'stream' ? store.stream : store).start();
      expect(await measured, start).to.equal(undefined);
      expect([store.bench.phase, store.bench.gaveWay], start).to.deep.equal(['stopped', true]);
    }
  });

  it('goes by at the speed that was set, and as fast as it can in a series', async () => {
    const { store, sent } = lab();
    store.stream.setSpeed(3);
    void store.stream.start();
    await settled();
    expect(sent[0]!.options?.speed).to.equal(3);
  });

  it('gives way to a comparison, which begins when the worker is free', async () => {
    const { store, sent, asked } = lab();
    void store.stream.start();
    await settled();
    void store.start();
    await settled();
    expect([asked, sent.length]).to.deep.equal([['stop'], 1]);
    sent[0]!.tell(stopped);
    await settled();
    expect([store.stream.run.phase, sent.map(({ spec }) => spec.kind)]).to.deep.equal(['stopped', ['stream', 'compare']]);
  });
});

describe('a benchmark', () => {
  it('measures beside rows from outside the browser: they reach the worker as they were given', async () => {
    const fake = fakeWorker();
    const given: unknown[] = [];
    Object.assign(fake.worker, {
      bench: { run: (_onEvent: unknown, peers: unknown) => (given.push(peers), new Promise(() => {})), adapter: async () => null },
    });
    const store = new LabStore(() => fake.worker as never);
    const peers = [{ model: 'mlp', engine: 'pytorch' }] as never;
    void store.bench.measure(undefined, peers);
    expect(given).to.deep.equal([peers]);
  });
});
