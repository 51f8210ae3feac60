import { expect } from 'chai';
import fc from 'fast-check';
import { completeSpec, describeIssues, parseAny, parseSpecText } from '../../src/spec/parse.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { anySpec } from './arbitrary-spec.ts';

const quick = presets.quick.spec;
const issues = (input: unknown) => {
  const result = parseAny(input);
  return result.ok ? '' : describeIssues(result.issues);
};

describe('reading a spec', () => {
  it('accepts every preset and any spec within bounds', () => {
    for (const { spec } of Object.values(presets)) expect(issues(spec)).to.equal('');
    fc.assert(fc.property(anySpec, (spec) => parseAny(spec).ok));
  });

  it('names the path of what is out of bounds, not a number, or not whole', () => {
    expect(issues({ ...quick, seeds: { root: 1, count: 0 } })).to.equal('seeds.count: must be at least 1 (seeds), got 0');
    expect(issues({ ...quick, base: { ...quick.base, learningRate: NaN } })).to.match(/^base\.learningRate: expected a number/);
    expect(issues({ ...quick, base: { ...quick.base, epochs: 1e9 } })).to.match(/^base\.epochs: must be at most 100000/);
    expect(issues({ ...quick, base: { ...quick.base, epochs: 1.5 } })).to.match(/^base\.epochs: expected a whole number/);
    expect(issues({ ...quick, drift: [{ id: 'contrast', severity: 6 }] })).to.match(/^drift\[0\]\.severity: must be at most 5/);
    expect(issues({ ...quick, model: { family: 'mlp', params: { hidden: [64, -1] } } })).to.match(
      /^model\.params\.hidden\[1\]: must be at least 1/,
    );
    expect(issues({ ...quick, model: { family: 'mlp', params: { hidden: Array(9).fill(4) } } })).to.match(
      /^model\.params\.hidden: takes at most 8/,
    );
    expect(issues({ ...quick, energy: { ...quick.energy, profile: { lowW: 90, highW: 60, memoryGB: 8 } } })).to.match(
      /^energy\.profile: has a lowest power above the highest/,
    );
    expect(issues({ ...quick, engine: 'cuda' })).to.match(
      /^engine: must be one of auto, webgpu, wasm, tfjs-webgpu, tfjs-wasm, tfjs-cpu, cpu/,
    );
    expect(issues({ ...quick, arms: [{ id: 'none' }, { id: 'none' }] })).to.match(/^arms: names a repair twice/);
  });

  it('refuses unknown keys and missing ones, with their path', () => {
    expect(issues({ ...quick, sedes: 1 })).to.equal('sedes: unknown key');
    expect(issues({ ...quick, base: { ...quick.base, momentum: 0.9 } })).to.equal('base.momentum: unknown key');
    expect(issues({ ...quick, base: { learningRate: 0.1, epochs: 3 } })).to.equal('base.batchSize: missing');
    expect(issues({ ...quick, data: { ...quick.data, params: { rows: { few: 3 } } } })).to.match(
      /^data\.params\.rows: expected a number, a text or a list/,
    );
    expect(issues({ ...quick, drift: [{ id: 'contrast', severity: 1, when: { pattern: 'sudden', end: 1 } }] })).to.match(
      /^drift\[0\]\.when\./,
    );
  });

  it('refuses what JSON cannot hold, wherever it stands, and names that JavaScript keeps for itself, which schemas drop in silence', () => {
    const drifting = (params: string) => describe(`{"drift":[{"id":"contrast","severity":3,"params":${params}}]}`);
    const describe = (text: string) => {
      const result = parseSpecText(text);
      return result.ok ? '' : describeIssues(result.issues);
    };
    for (const number of ['1e999', '-1e999']) {
      expect(drifting(`{"x":${number}}`)).to.match(/^drift\[0\]\.params\.x: expected a number that JSON can hold, got -?Infinity$/);
      expect(drifting(`{"shares":[${number},0.5]}`)).to.match(/^drift\[0\]\.params\.shares\[0\]: expected a number that JSON/);
    }
    expect(issues({ ...quick, drift: [{ id: 'contrast', severity: 3, params: { x: NaN } }] })).to.match(/^drift\[0\]\.params\.x: .*NaN$/);
    for (const half of ['\\ud800', '\\udc00', 'a\\ud83d', '\\ude00\\ud83d'])
      expect(drifting(`{"x":"${half}"}`)).to.match(/^drift\[0\]\.params\.x: holds half a letter/);
    expect(drifting('{"x\\ud800":1}')).to.equal('drift[0].params.x\ufffd: has half a letter (a lone surrogate) in its name; write it anew');
    for (const name of ['__proto__', 'constructor', 'prototype'])
      for (const value of ['1', '{"a":1}']) {
        expect(drifting(`{"${name}":${value}}`), name).to.equal(`drift[0].params.${name}: there is no such parameter`);
        expect(describe(`{"${name}":${value}}`), name).to.equal(`${name}: unknown key`);
        expect(describe(`{"seeds":{"root":7,"count":2,"${name}":${value}}}`), name).to.equal(`seeds.${name}: unknown key`);
      }
    expect(describe('{"toString":1}')).to.equal('toString: unknown key');
    expect(({} as { a?: number }).a).to.equal(undefined);
    expect(describe(`{"drift":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).to.match(/is nested more than 40 deep$/);
  });

  it('takes left-out sections from the quick preset, but never parts of a section', () => {
    const result = completeSpec({ seeds: { root: 7, count: 8 } });
    expect(result.ok && result.spec).to.deep.equal({ ...quick, seeds: { root: 7, count: 8 } });
    expect(completeSpec({ seeds: { count: 8 } }).ok).to.equal(false);
  });

  it('adds no recipe to an experiment that says how its base model is trained: files of before mean what they meant', () => {
    const filled = (input: object) => {
      const result = completeSpec(input);
      return result.ok ? result.spec : undefined;
    };
    expect(filled({ base: quick.base })).to.deep.equal(plain(quick));
    expect(filled({ recipe: { clip: { id: 'norm', at: 1 } } })).to.deep.equal({ ...plain(quick), recipe: { clip: { id: 'norm', at: 1 } } });
    expect(filled({ kind: 'stream', base: quick.base })).not.to.have.property('recipe');
  });

  it('refuses a recipe with an unknown part, an unknown option, or a parameter missing or out of bounds', () => {
    expect(issues({ ...quick, recipe: { magic: { id: 'on' } } })).to.equal('recipe.magic: unknown key');
    expect(issues({ ...quick, recipe: { optimizer: { id: 'lion' } } })).to.match(
      /^recipe\.optimizer\.id: expected one of adam, adamw, sgd/,
    );
    expect(issues({ ...quick, recipe: { optimizer: { id: 'sgd', momentum: 0.9 } } })).to.equal('recipe.optimizer.nesterov: missing');
    expect(issues({ ...quick, recipe: { clip: { id: 'norm', at: 0 } } })).to.match(/^recipe\.clip\.at: must be at least 0\.000001/);
    expect(issues({ ...quick, recipe: { average: { id: 'last', share: 0 } } })).to.match(/^recipe\.average\.share: must be at least 0\.01/);
    expect(issues({ ...quick, stop: { epochs: 10, until: { validation: 0.2, plateau: 25 } } })).to.match(
      /^stop\.until\.plateau: must be at most 24/,
    );
  });

  it('refuses what is not an object, and text that is not JSON, quoting the place', () => {
    for (const input of [null, 3, 'x', [quick]]) expect(completeSpec(input).ok).to.equal(false);
    const broken = parseSpecText('{"seeds": }');
    expect(broken.ok ? '' : describeIssues(broken.issues)).to.match(/^not JSON: Unexpected token '\}'.*seeds/);
  });

  it('survives anything', () => {
    fc.assert(fc.property(fc.anything(), (input) => !parseAny(input).ok));
  });
});
