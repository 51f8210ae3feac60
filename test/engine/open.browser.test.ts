import { expect } from 'chai';
import { EngineError } from '../../src/engine/engine-error.ts';
import { createTrainer } from '../../src/engine/open.ts';
import { type EngineRequest } from '../../src/spec/engines.ts';
import type { EngineFacts } from '../../src/contracts/trainer.ts';
import { buildModel } from '../../src/models/families.ts';

const model = buildModel({ family: 'mlp', params: { hidden: [8] } }, [6], 3);
const real = navigator.gpu;

/** Puts something else in place of the browser's WebGPU. */
function pretend(gpu: unknown): void {
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
}

/** The browser's own adapter with some members replaced, as a hardware one unless said otherwise. */
async function adapterWith(changes: Record<string, unknown>, software = false): Promise<unknown> {
  const adapter = (await real.requestAdapter())!;
  const info = { vendor: 'test', architecture: 'made-up', description: '', device: '', isFallbackAdapter: software };
  return new Proxy(adapter, {
    get(target, name) {
      if (name === 'info') return info;
      if (typeof name === 'string' && name in changes) return changes[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
}

/** What trains, after opening that engine; the trainer is disposed of. */
async function opened(request: EngineRequest): Promise<EngineFacts> {
  const trainer = await createTrainer(request);
  try {
    return await trainer.prepare(model, 8);
  } finally {
    trainer.dispose();
  }
}

const refusal = (request: EngineRequest): Promise<Error | undefined> =>
  opened(request).then(
    () => undefined,
    (error: Error) => error,
  );

describe('the choice of an engine', () => {
  afterEach(() => pretend(real));

  it('F-01: is WASM in a browser without WebGPU, and says why', async () => {
    pretend(undefined);
    expect(await opened('auto')).to.include({ engine: 'wasm', reason: 'no WebGPU in this browser', software: false });
    const error = await refusal('webgpu');
    expect(error).to.be.instanceOf(EngineError);
    expect(error!.message).to.match(/offers no adapter.*"auto"/);
  });

  it('F-02: is WASM where there is no adapter', async () => {
    pretend({ requestAdapter: async () => null });
    expect(await opened('auto')).to.include({ engine: 'wasm', reason: 'no WebGPU adapter' });
    expect((await refusal('webgpu'))!.message).to.match(/offers no adapter/);
  });

  it('F-03: is WASM where the adapter is software; on request that one runs, and is marked', async () => {
    const adapter = await adapterWith({}, true);
    pretend({ requestAdapter: async () => adapter });
    expect(await opened('auto')).to.include({ engine: 'wasm', reason: 'only a software WebGPU adapter' });
    const facts = await opened('webgpu');
    expect(facts).to.include({ engine: 'webgpu', software: true, adapter: 'test made-up', library: 'Drift Lab WGSL' });
    expect(facts, 'ours trains without TensorFlow.js').to.not.have.property('tfjs');
    expect(Object.keys(facts.selfTest)).to.include.members(['dense', 'convolution', 'batch normalisation']);
    for (const error of Object.values(facts.selfTest)) expect(error).to.be.below(1e-4);
  });

  it('may be TensorFlow.js on any of its backends, and says which, and how steps are run', async () => {
    for (const backend of ['wasm', 'cpu'] as const) {
      const { engine, library } = await opened(`tfjs-${backend}`);
      expect([engine, library]).to.deep.equal([`tfjs-${backend}`, `TensorFlow.js 4.22.0, ${backend} backend`]);
    }
    const facts = await opened('tfjs-webgpu');
    expect(facts).to.include({ engine: 'tfjs-webgpu', library: 'TensorFlow.js 4.22.0, webgpu backend', tfjs: '4.22.0' });
    expect(facts.reason).to.match(/each step is recorded once and replayed$/);
    expect(Object.keys(facts.selfTest)).to.include('dropout');
    for (const error of Object.values(facts.selfTest)) expect(error).to.be.below(1e-4);
  });

  it('is understood by the name it had before', async () => {
    expect((await opened('cpu')).engine).to.equal('tfjs-cpu');
  });

  it('is calibrated on a hardware adapter, and the reason tells how much faster it is', async () => {
    pretend({ requestAdapter: () => adapterWith({}) });
    const { engine, reason } = await opened('auto');
    expect(engine).to.be.oneOf(['webgpu', 'wasm']);
    expect(reason).to.match(/^\d[\d.e+]*× faster than (WASM|WebGPU) on this model \(50 ms calibration\)$/);
  });

  it('sets a GPU aside that gives no device', async () => {
    pretend({ requestAdapter: () => adapterWith({ requestDevice: async () => Promise.reject(new Error('out of order')) }) });
    expect((await opened('auto')).reason).to.equal('WebGPU set aside; the GPU adapter gave no device (out of order)');
    expect((await refusal('webgpu'))!.message).to.match(/gave no device \(out of order\)/);
  });

  it('sets a GPU aside that computes wrongly, and says by how much', async () => {
    const wrong = async (descriptor: GPUDeviceDescriptor) => {
      const device = await (await real.requestAdapter())!.requestDevice(descriptor);
      const compile = device.createShaderModule.bind(device);
      // A driver that gets ReLU wrong.
      device.createShaderModule = ({ code, ...rest }) => compile({ ...rest, code: code.replaceAll('max(0.0,', 'min(0.0,') });
      return device;
    };
    pretend({ requestAdapter: () => adapterWith({ requestDevice: wrong }) });
    const facts = await opened('auto');
    expect(facts.engine).to.equal('wasm');
    expect(facts.reason).to.match(/^WebGPU set aside; WebGPU failed its self-test \(error \d.*\)$/);
    // Named, it is refused the same whatever kind of adapter it is; a software one is not tuned first, which would take seconds.
    pretend({ requestAdapter: () => adapterWith({ requestDevice: wrong }, true) });
    expect((await refusal('webgpu'))!.message).to.match(/failed its self-test/);
  });
});
