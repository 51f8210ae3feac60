import { plain } from '../../src/spec/fitting.ts';
import { expect } from 'chai';
import { describeIssues, parseAny } from '../../src/spec/parse.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { globalDrift } from '../../src/spec/schema.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';

type Path = readonly (string | number)[];
const compare = plain(presets.quick.spec);
const { spec: stream } = streamPresets.plants;

/** A copy of the spec with that value at that path; parts that are not there are made. */
function put(spec: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const inner = put((spec as Record<string, unknown> | undefined)?.[key], rest, value);
  if (typeof key === 'number') return Object.assign([...((spec as unknown[] | undefined) ?? [])], { [key]: inner });
  return { ...(spec as object | undefined), [key]: inner };
}
const nameOf = (path: Path): string => path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i ? `.${key}` : key)).join('');
/** What is wrong with the spec; empty when nothing is. */
function wrong(spec: unknown): string {
  const result = parseAny(spec);
  return result.ok ? '' : describeIssues(result.issues);
}

interface Bounds {
  readonly path: Path;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  /** What else has to be there. */
  readonly base?: unknown;
}
const within = (base: unknown, path: Path, min: number, max: number, whole = false): Bounds => ({ base, path, min, max, whole });
const number = (path: string, min: number, max: number) => within(compare, path.split('.'), min, max);
const whole = (path: string, min: number, max: number) => within(compare, path.split('.'), min, max, true);
const drifted = (part: object, path: Path, min: number, max: number) =>
  within({ ...compare, drift: [{ ...globalDrift('contrast', 3), ...part }] }, ['drift', 0, ...path], min, max);
const span = { start: 0.5, end: 0.5 };
const profile = { lowW: 10, highW: 20, memoryGB: 8 };
const powered = { ...compare, energy: { ...compare.energy, profile } };
const modelled = (model: object, path: Path, min: number, max: number) =>
  within({ ...compare, model }, ['model', 'params', ...path], min, max, true);

const numbers: readonly Bounds[] = [
  ...['baseTrain', 'baseTest', 'newPool', 'newTest'].map((part) => whole(`data.split.${part}`, 10, 100_000_000)),
  drifted({}, ['severity'], 0, 5),
  drifted({ where: { scope: 'region', column: 'a', from: 0.5, to: 0.5 } }, ['where', 'from'], 0, 1),
  drifted({ where: { scope: 'region', column: 'a', from: 0.5, to: 0.5 } }, ['where', 'to'], 0, 1),
  drifted({ where: { scope: 'rows', share: 0.5 } }, ['where', 'share'], 0.01, 1),
  drifted({ where: { scope: 'features', share: 0.5 } }, ['where', 'share'], 0.01, 1),
  drifted({ when: { pattern: 'sudden', start: 0.5 } }, ['when', 'start'], 0, 1),
  ...['incremental', 'blip', 'staggered'].flatMap((pattern) =>
    ['start', 'end'].map((end) => drifted({ when: { pattern, ...span } }, ['when', end], 0, 1)),
  ),
  ...['start', 'end'].map((end) => drifted({ when: { pattern: 'gradual', shape: 'linear', ...span } }, ['when', end], 0, 1)),
  ...['start', 'end'].map((end) => drifted({ when: { pattern: 'seasonal', period: 0.5, ...span } }, ['when', end], 0, 1)),
  drifted({ when: { pattern: 'seasonal', period: 0.5, ...span } }, ['when', 'period'], 0.02, 1),
  drifted({ when: { pattern: 'recurring', period: 0.5, duty: 0.5, ...span } }, ['when', 'period'], 0.02, 1),
  drifted({ when: { pattern: 'recurring', period: 0.5, duty: 0.5, ...span } }, ['when', 'duty'], 0.01, 1),
  modelled({ family: 'mlp', params: { hidden: [8] } }, ['hidden', 0], 1, 4_096),
  modelled({ family: 'cnn', params: { filters: [8], dense: 8 } }, ['filters', 0], 1, 256),
  modelled({ family: 'cnn', params: { filters: [8], dense: 8 } }, ['dense'], 1, 4_096),
  modelled({ family: 'imported', params: { name: 'a', sha256: 'a'.repeat(64), head: 1 } }, ['head'], 0, 1000),
  number('base.learningRate', 1e-6, 1),
  whole('base.batchSize', 1, 1024),
  whole('base.epochs', 1, 100_000),
  whole('stop.epochs', 1, 100_000),
  number('stop.until.validation', 0.05, 0.9),
  number('stop.until.accuracy', 0, 1),
  whole('stop.until.plateau', 1, 24),
  number('stop.until.seconds', 0.001, 3600),
  number('stop.until.joules', 0.001, 1e6),
  within({ ...compare, learning: { validation: 0.5 } }, ['learning', 'validation'], 0.05, 0.9),
  within({ ...compare, learning: { rates: [0.1], validation: 0.5 } }, ['learning', 'rates', 0], 1e-6, 1),
  number('measure.margin', 0, 0.5),
  within({ ...powered, energy: { ...powered.energy, profile: { ...profile, highW: 10_000 } } }, ['energy', 'profile', 'lowW'], 0.1, 10_000),
  within({ ...powered, energy: { ...powered.energy, profile: { ...profile, lowW: 0.1 } } }, ['energy', 'profile', 'highW'], 0.1, 10_000),
  within(powered, ['energy', 'profile', 'memoryGB'], 0, 4096),
  number('energy.pue', 1, 3),
  whole('seeds.root', 0, 4_294_967_295),
  whole('seeds.count', 1, 100),
  whole('labels.budget', 2, 100_000_000),
  within(stream, ['stream', 'batch'], 1, 10_000, true),
  within(stream, ['stream', 'window'], 10, 100_000, true),
  within(stream, ['labels', 'share'], 0, 1),
  within(stream, ['labels', 'delay'], 0, 1000, true),
  within(stream, ['stop', 'epochs'], 1, 100_000, true),
];

describe('a number in a spec', () => {
  for (const { base, path, min, max, whole: counts } of numbers) {
    it(`is from ${min} to ${max}${counts ? ', and whole' : ''}: ${nameOf(path)}`, () => {
      const given = (value: unknown) => wrong(put(base, path, value));
      expect([given(min), given(max)]).to.deep.equal(['', '']);
      const least = counts ? 1 : max * 1e-9;
      expect(given(min - least)).to.contain(`${nameOf(path)}: must be at least ${min} `);
      expect(given(max + least)).to.contain(`${nameOf(path)}: must be at most ${max} `);
      expect(given('1')).to.contain(`${nameOf(path)}: expected a ${counts ? 'whole ' : ''}number`);
      expect(given((min + max) / 2 + 0.25) === '', 'a fraction').to.equal(!counts);
    });
  }
});

const copies = <T>(item: T | ((i: number) => T), count: number): T[] =>
  Array.from({ length: count }, (_, i) => (typeof item === 'function' ? (item as (i: number) => T)(i) : item));

describe('a list in a spec', () => {
  const lists: readonly (readonly [Path, unknown, number, number, unknown])[] = [
    [['drift'], globalDrift('contrast', 3), 0, 5, compare],
    [['model', 'params', 'hidden'], 8, 1, 8, { ...compare, model: { family: 'mlp', params: {} } }],
    [['model', 'params', 'filters'], 8, 1, 3, { ...compare, model: { family: 'cnn', params: { dense: 8 } } }],
    [['learning', 'rates'], 0.1, 1, 8, { ...compare, learning: { validation: 0.5 } }],
    [['arms'], (i: number) => ({ id: `arm-${i}` }), 1, 30, compare],
    [['policies'], (i: number) => ({ id: `policy-${i}` }), 1, 8, stream],
  ];
  for (const [path, item, min, max, base] of lists) {
    it(`has from ${min} to ${max}: ${nameOf(path)}`, () => {
      const given = (count: number) => wrong(put(base, path, copies(item, count)));
      expect([given(min), given(max)]).to.deep.equal(['', '']);
      if (min > 0) expect(given(min - 1)).to.contain(`${nameOf(path)}: needs at least ${min} `);
      expect(given(max + 1)).to.contain(`${nameOf(path)}: takes at most ${max} `);
      expect(wrong(put(base, path, 'one'))).to.contain(`${nameOf(path)}: expected a list`);
    });
  }

  it('names no repair and no policy twice', () => {
    expect(wrong({ ...compare, arms: [{ id: 'none' }, { id: 'none' }] })).to.contain('names a repair twice');
    const twice = { id: 'periodic', params: { every: 3 } };
    expect(wrong({ ...stream, policies: [twice, twice] })).to.contain('names a policy twice');
    expect(wrong({ ...stream, policies: [twice, { ...twice, params: { every: 4 } }] })).to.equal('');
  });
});

describe('a text in a spec', () => {
  const hash = 'a'.repeat(64);
  const own = (params: object) => ({
    ...compare,
    data: { ...compare.data, id: 'own', params: { name: 'a.csv', label: 'y', sha256: hash, ...params } },
  });
  const imported = (params: object) => ({
    ...compare,
    model: { family: 'imported', params: { name: 'm', sha256: hash, head: 1, ...params } },
  });

  it('has 200 characters at most', () => {
    for (const count of [0, 200]) {
      expect(wrong(own({ name: 'n'.repeat(count), label: 'l'.repeat(count) }))).to.equal('');
      expect(wrong(imported({ name: 'n'.repeat(count) }))).to.equal('');
    }
    for (const part of ['name', 'label']) expect(wrong(own({ [part]: 'n'.repeat(201) }))).to.contain(`data.params.${part}`);
    expect(wrong(imported({ name: 'n'.repeat(201) }))).to.contain('model.params.name');
    const params = (value: unknown) => wrong({ ...compare, drift: [{ ...globalDrift('contrast', 3), params: { a: value } }] });
    expect([params('t'.repeat(200)), params(copies(1, 100))]).to.deep.equal(['', '']);
    for (const value of ['t'.repeat(201), copies(1, 101)]) expect(params(value)).to.contain('drift[0].params.a');
  });

  it('is a hash of 64 digits, lower case', () => {
    for (const sha256 of [hash.slice(1), `${hash}a`, hash.toUpperCase(), `g${hash.slice(1)}`]) {
      expect(wrong(own({ sha256 })), sha256).to.contain('data.params.sha256: expected 64 hex digits');
      expect(wrong(imported({ sha256 })), sha256).to.contain('model.params.sha256: expected 64 hex digits');
    }
  });

  it('is a name of 1 to 40 small letters, digits and hyphens that begins with a letter', () => {
    for (const id of ['a', `a${'-'.repeat(39)}`, 'h2-o']) expect(wrong({ ...compare, arms: [{ id }] }), id).to.equal('');
    for (const id of ['', `a${'-'.repeat(40)}`, '2h', 'A', 'a_b', ' a', 'a ']) {
      expect(wrong({ ...compare, arms: [{ id }] }), id).to.contain('arms[0].id: expected a name such as "head-only"');
    }
    const params = (key: string) => wrong({ ...compare, drift: [{ ...globalDrift('contrast', 3), params: { [key]: 1 } }] });
    for (const key of ['a', 'aB9', `a${'b'.repeat(39)}`]) expect(params(key), key).to.equal('');
    for (const key of ['', 'B', 'a-b', '9', ' a', 'a ', `a${'b'.repeat(40)}`])
      expect(params(key), key).to.contain('expected a parameter name');
  });

  it('is a region: WORLD, or three capital letters', () => {
    const given = (region: string) => wrong({ ...compare, energy: { ...compare.energy, region } });
    for (const region of ['WORLD', 'FRA']) expect(given(region), region).to.equal('');
    for (const region of ['FR', 'FRAN', 'fra', 'xFRA', 'FRAx', 'WORLDS'])
      expect(given(region), region).to.contain('energy.region: expected WORLD');
  });
});

describe('a choice in a spec', () => {
  it('is one of those there are', () => {
    for (const engine of ['auto', 'webgpu', 'wasm', 'tfjs-webgpu', 'tfjs-wasm', 'tfjs-cpu', 'cpu'])
      expect(wrong({ ...compare, engine }), engine).to.equal('');
    expect(wrong({ ...compare, engine: 'abacus' })).to.contain(
      'engine: must be one of auto, webgpu, wasm, tfjs-webgpu, tfjs-wasm, tfjs-cpu, cpu',
    );
    for (const norm of ['none', 'batch']) {
      expect(wrong({ ...compare, model: { family: 'mlp', params: { hidden: [8], norm } } })).to.equal('');
      expect(wrong({ ...compare, model: { family: 'cnn', params: { filters: [8], dense: 8, norm } } })).to.equal('');
    }
    expect(wrong({ ...compare, model: { family: 'mlp', params: { hidden: [8], norm: 'layer' } } })).to.contain('must be none or batch');
    for (const shape of ['linear', 'sigmoid', 'sigmoid-moa']) {
      expect(wrong({ ...compare, drift: [{ ...globalDrift('contrast', 3), when: { pattern: 'gradual', shape, ...span } }] })).to.equal('');
    }
  });

  it('is true or left out, where there is nothing else to choose', () => {
    expect(wrong({ ...compare, seeds: { ...compare.seeds, race: true } })).to.equal('');
    expect(wrong({ ...compare, seeds: { ...compare.seeds, race: false } })).to.contain('seeds.race: is true, or left out');
    expect(wrong({ ...compare, measure: { margin: 0, selfChurn: true } })).to.equal('');
    expect(wrong({ ...compare, measure: { margin: 0, selfChurn: false } })).to.contain('measure.selfChurn: is true, or left out');
    expect(wrong({ ...compare, version: 2 })).to.contain('version: this version of Drift Lab reads spec version 1');
  });

  it('of power goes from the lowest to the highest', () => {
    const given = (lowW: number, highW: number) => wrong(put(powered, ['energy', 'profile'], { ...profile, lowW, highW }));
    expect([given(10, 10), given(10, 11)]).to.deep.equal(['', '']);
    expect(given(11, 10)).to.contain('energy.profile: has a lowest power above the highest');
  });

  it('leaves no key unknown, anywhere', () => {
    const places: readonly Path[] = [
      [],
      ...[['data'], ['data', 'split'], ['model'], ['model', 'params'], ['base'], ['stop'], ['measure'], ['energy'], ['seeds'], ['labels']],
      ...[
        ['arms', 0],
        ['drift', 0],
        ['drift', 0, 'where'],
        ['drift', 0, 'when'],
      ],
    ];
    for (const place of places) {
      expect(wrong(put(compare, [...place, 'surprise'], 1)), nameOf(place)).to.contain(`${nameOf([...place, 'surprise'])}: unknown key`);
    }
    for (const place of [['stream'], ['labels'], ['policies', 0]]) {
      expect(wrong(put(stream, [...place, 'surprise'], 1)), nameOf(place)).to.contain('surprise: unknown key');
    }
  });
});
