import { expect } from 'chai';
import { engineEntries } from '../../src/engine/registry.ts';
import { benchEngine, benchEngines, ownEngine, pageEngines } from '../../src/measure/bench-engines.ts';
import { engineAsked, engineRequests, engines } from '../../src/spec/engines.ts';

describe('the engines that can be asked for', () => {
  it('each have a way to start', () => {
    expect(Object.keys(engineEntries)).to.have.members(engines.map(({ id }) => id));
  });

  it('may be left to choose themselves, ours first, and of each GPUs first; a former name means what it meant', () => {
    expect(engineRequests).to.deep.equal(['auto', ...engines.map(({ id }) => id), 'cpu']);
    const places = engines.map(({ anyModel, gpu }) => 2 * Number(anyModel) + Number(!gpu));
    expect(places).to.deep.equal([...places].sort());
    expect(engineRequests.map(engineAsked)).to.deep.equal(['auto', ...engines.map(({ id }) => id), 'tfjs-cpu']);
  });
});

describe('the engines of the benchmark', () => {
  it('have one of ours on a GPU and one off it, which can be asked for too', () => {
    for (const gpu of [true, false]) {
      const id = ownEngine(gpu);
      expect(benchEngines[id]).to.include({ own: true, gpu });
      expect(engines.find((engine) => engine.id === id)?.gpu).to.equal(gpu);
    }
  });

  it('are measured by the page but for those that only the command line has', () => {
    const outside = Object.keys(benchEngines).filter((id) => benchEngine(id)!.at === 'command line');
    expect(outside).to.deep.equal(['pytorch-cpu']);
    expect([...pageEngines, ...outside]).to.have.members(Object.keys(benchEngines));
  });

  it('say nothing of an engine that is not among them', () => {
    expect(benchEngine('toString')).to.equal(undefined);
  });
});
