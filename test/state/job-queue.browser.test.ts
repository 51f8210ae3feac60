import { expect } from 'chai';
import type { RunEvent } from '../../src/contracts/events.ts';
import type { RunCommand, RunOptions } from '../../src/contracts/services.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import type { AnySpec } from '../../src/spec/schema.ts';
import { JobQueue, urgency } from '../../src/state/job-queue.ts';
import { LabStore } from '../../src/state/lab-store.ts';
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
const stopped: RunEvent = { type: 'stopped', kept: 0 };
const failed: RunEvent = { type: 'failed', code: 'engine', text: 'no engine', kept: 0 };

/** A lab worker that the test plays. */
function fakeWorker() {
  const sent: { spec: AnySpec; options: RunOptions | undefined; tell: (event: RunEvent) => void }[] = [];
  const asked: string[] = [];
  const worker = {
    lab: {
      run: (spec: AnySpec, port: MessagePort, options?: RunOptions) =>
        new Promise<void>((resolve) => {
          sent.push({
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

  it('fails everything that was asked of a worker that is lost, in words, and begins afresh', async () => {
    const { jobs, sent, asked } = queue();
    const [first, second, third] = [comparison(), comparison(), comparison()];
    const both = Promise.all([jobs.play(first, play), jobs.play(second, play)]);
    await settled();
    expect(jobs.crashed('The worker crashed.')).to.equal(true);
    await both;
    expect([first.phase, first.message, second.phase, asked]).to.deep.equal(['failed', 'The worker crashed.', 'failed', ['drop']]);
    expect(jobs.crashed('again'), 'nobody is concerned').to.equal(false);
    void jobs.play(third, play);
    await settled();
    expect(sent).to.have.length(2);
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
