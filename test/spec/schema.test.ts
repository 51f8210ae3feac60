import { expect } from 'chai';
import { decodeLink, encodeLink } from '../../src/spec/link.ts';
import { describeIssues, parseAny } from '../../src/spec/parse.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { globalDrift, type Spec } from '../../src/spec/schema.ts';

const quick = presets.quick.spec;

/** What a drift becomes in a spec, or what is wrong with it. */
function read(drift: Record<string, unknown>): Spec['drift'][number] | string {
  const result = parseAny({ ...quick, drift: [drift] });
  return result.ok ? result.spec.drift[0]! : describeIssues(result.issues);
}
const place = (where: unknown) => read({ id: 'contrast', severity: 3, where });
const time = (when: unknown) => read({ id: 'contrast', severity: 3, when });

describe('a drift in a spec', () => {
  it('acts everywhere, from the first row on and without parameters, unless it says otherwise', () => {
    expect(read({ id: 'contrast', severity: 3 })).to.deep.equal(globalDrift('contrast', 3));
    expect(read({ id: 'contrast', severity: 2.5, when: { pattern: 'blip', start: 0.4, end: 0.6 } })).to.deep.equal({
      ...globalDrift('contrast', 2.5),
      when: { pattern: 'blip', start: 0.4, end: 0.6 },
    });
  });

  it('takes any severity from 0 to 5', () => {
    for (const severity of [0, 0.1, 5]) expect(read({ id: 'contrast', severity })).to.be.an('object');
    expect(read({ id: 'contrast', severity: -0.1 })).to.match(/^drift\[0\]\.severity: must be at least 0/);
    expect(read({ id: 'contrast', severity: 5.1 })).to.match(/^drift\[0\]\.severity: must be at most 5/);
  });

  it('acts on a part that has a name, bounds or a share', () => {
    const parts = [
      { scope: 'all' },
      { scope: 'class', name: 'three' },
      { scope: 'group', name: 'north' },
      { scope: 'region', column: 'age', from: 0, to: 1 },
      { scope: 'rows', share: 0.01 },
      { scope: 'features', share: 1 },
    ];
    for (const where of parts) expect(place(where), where.scope).to.deep.include({ where });
  });

  const nowhere: readonly (readonly [string, unknown, RegExp])[] = [
    ['no share', { scope: 'rows', share: 0 }, /^drift\[0\]\.where\.share: must be at least 0\.01/],
    ['more than all features', { scope: 'features', share: 1.01 }, /^drift\[0\]\.where\.share: must be at most 1/],
    [
      'a region beyond its quantiles',
      { scope: 'region', column: 'age', from: -0.1, to: 1 },
      /^drift\[0\]\.where\.from: must be at least 0/,
    ],
    ['a class without a name', { scope: 'class' }, /^drift\[0\]\.where\.name/],
    ['a place that does not exist', { scope: 'nowhere' }, /^drift\[0\]\.where/],
    ['a key that is not its own', { scope: 'all', share: 0.5 }, /^drift\[0\]\.where\.share: unknown key/],
  ];
  for (const [what, where, issue] of nowhere) it(`cannot act on ${what}`, () => expect(place(where)).to.match(issue));

  it('follows each of the seven patterns', () => {
    const span = { start: 0, end: 1 };
    const patterns = [
      { pattern: 'sudden', start: 1 },
      { pattern: 'gradual', shape: 'sigmoid-moa', ...span },
      { pattern: 'incremental', ...span },
      { pattern: 'recurring', ...span, period: 0.02, duty: 0.01 },
      { pattern: 'seasonal', ...span, period: 1 },
      { pattern: 'blip', ...span },
      { pattern: 'staggered', ...span },
    ];
    for (const when of patterns) expect(time(when), when.pattern).to.deep.include({ when });
  });

  const never: readonly (readonly [string, unknown, RegExp])[] = [
    ['after the last row', { pattern: 'sudden', start: 1.1 }, /^drift\[0\]\.when\.start: must be at most 1/],
    ['without an end that it needs', { pattern: 'blip', start: 0 }, /^drift\[0\]\.when\.end/],
    ['in periods of nothing', { pattern: 'seasonal', start: 0, end: 1, period: 0 }, /^drift\[0\]\.when\.period: must be at least 0\.02/],
    [
      'for no share of a period',
      { pattern: 'recurring', start: 0, end: 1, period: 0.5, duty: 0 },
      /^drift\[0\]\.when\.duty: must be at least 0\.01/,
    ],
    [
      'in a shape that does not exist',
      { pattern: 'gradual', shape: 'cubic', start: 0, end: 1 },
      /^drift\[0\]\.when\.shape: must be linear, sigmoid or sigmoid-moa/,
    ],
  ];
  for (const [what, when, issue] of never) it(`cannot act ${what}`, () => expect(time(when)).to.match(issue));

  it('has parameters that are numbers, texts or lists of numbers', () => {
    expect(read({ id: 'x', severity: 1, params: { alpha: 0.5, class: 'three', shares: [0.5, 0.5] } })).to.be.an('object');
    expect(read({ id: 'x', severity: 1, params: { alpha: true } })).to.match(
      /^drift\[0\]\.params\.alpha: expected a number, a text or a list/,
    );
    expect(read({ id: 'x', severity: 1, params: { 'not-a-name': 1 } })).to.match(/expected a parameter name such as "alpha"/);
  });

  it('travels in a link with its place, time and parameters', () => {
    const drift: Spec['drift'] = [
      {
        id: 'new-class',
        severity: 4.5,
        params: { class: 'three' },
        where: { scope: 'all' },
        when: { pattern: 'incremental', start: 0.1, end: 0.9 },
      },
      {
        id: 'gain-offset',
        severity: 2,
        params: {},
        where: { scope: 'region', column: 'größe, cm', from: 0.25, to: 0.5 },
        when: { pattern: 'recurring', start: 0, end: 1, period: 0.4, duty: 0.5 },
      },
    ];
    const link = decodeLink(encodeLink({ ...quick, drift }));
    expect(link.ok && link.spec.drift).to.deep.equal(drift);
  });
});
