import { expect } from 'chai';
import { transfer, wrap, type Remote } from 'comlink';
import type { RunEvent } from '../../src/contracts/events.ts';
import type { LabService, Telemetry } from '../../src/contracts/services.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import type { Spec } from '../../src/spec/schema.ts';

const tiny: Spec = {
  ...plain(presets.quick.spec),
  data: { id: 'digits', params: {}, split: { baseTrain: 100, baseTest: 40, newPool: 60, newTest: 40 } },
  base: { learningRate: 0.01, batchSize: 32, epochs: 3 },
  labels: { budget: 30 },
  stop: { epochs: 3 },
  seeds: { root: 5, count: 2 },
  engine: 'wasm',
};

describe('the lab worker', () => {
  let worker: Worker;
  let lab: Remote<LabService>;

  beforeEach(() => {
    worker = new Worker(new URL('../../workers/lab.ts', import.meta.url), { type: 'module' });
    lab = wrap<LabService>(worker);
  });
  afterEach(() => worker.terminate());

  /** Runs a spec; resolves with its events and the number of batches they came in. */
  async function run(spec: Spec, onEvent?: (event: RunEvent) => void) {
    const { port1, port2 } = new MessageChannel();
    const events: RunEvent[] = [];
    let batches = 0;
    const ended = new Promise<void>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<Telemetry>) => {
        batches++;
        for (const event of data) {
          events.push(event);
          onEvent?.(event);
          if (event.type === 'finished' || event.type === 'stopped' || event.type === 'failed') resolve();
        }
      };
    });
    await lab.run(spec, transfer(port2, [port2]));
    await ended;
    port1.close();
    return { events, batches };
  }

  it('opens an engine, runs an experiment and sends its events in batches', async () => {
    const facts = await lab.openEngine('wasm');
    expect(facts).to.include({ engine: 'wasm', software: false });
    const { events, batches } = await run(tiny);
    expect(events.at(-1)!.type).to.equal('finished');
    expect(batches).to.be.lessThan(events.length / 3);
  });

  it('gives bit-equal models in two separate workers', async () => {
    const hashes = (events: readonly RunEvent[]) => events.flatMap((event) => (event.type === 'arm-finished' ? event.result.endHash : []));
    const first = hashes((await run(tiny)).events);
    worker.terminate();
    worker = new Worker(new URL('../../workers/lab.ts', import.meta.url), { type: 'module' });
    lab = wrap<LabService>(worker);
    expect(hashes((await run(tiny)).events)).to.deep.equal(first);
    expect(first).to.have.length(10);
  });

  it('stops when told to', async () => {
    const { events } = await run(
      { ...tiny, seeds: { root: 1, count: 20 } },
      (event) => event.type === 'base-point' && void lab.drive({ type: 'stop' }),
    );
    expect(events.at(-1)!.type).to.equal('stopped');
  });
});
