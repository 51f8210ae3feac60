/** What the catalogue as a whole has to offer. */
import { expect } from 'chai';
import type { InputKind } from '../../src/data/types.ts';
import { injections } from '../../src/drift/registry.ts';
import type { DriftKind } from '../../src/contracts/drift.ts';
import { MAX_SEVERITY } from '../../src/drift/severity.ts';
import { checkParameters, withDefaults } from '../../src/spec/parameter.ts';

const of = (kind: DriftKind, data: InputKind) =>
  injections.filter((injection) => injection.kind === kind && injection.appliesTo.includes(data));

describe('the catalogue of drifts', () => {
  it('has at least 20 changes of images, 15 of tables and 4 of texts in P(x)', () => {
    expect(of('P(x)', 'image').length).to.be.at.least(20);
    expect(of('P(x)', 'tabular').length).to.be.at.least(15);
    expect(injections.filter(({ kind, appliesTo }) => kind === 'P(x)' && appliesTo.join() === 'text').length).to.equal(4);
  });

  it('changes every part of the joint distribution of every kind of data, and has controls for each', () => {
    for (const data of ['image', 'tabular', 'text'] as const) {
      for (const kind of ['P(x)', 'P(y)', 'P(y|x)', 'mixed', 'control'] as const)
        expect(of(kind, data).length, `${kind} of ${data}`).to.be.at.least(1);
    }
  });

  it('gives each a name of its own, in kebab case, and a title of its own', () => {
    expect(new Set(injections.map(({ id }) => id)).size).to.equal(injections.length);
    expect(new Set(injections.map(({ title }) => title)).size).to.equal(injections.length);
    for (const { id } of injections) expect(id).to.match(/^[a-z]+(-[a-z]+)*$/);
  });

  it('names a step for each severity', () => {
    for (const { id, ladder } of injections) expect(ladder.length, id).to.equal(MAX_SEVERITY);
  });

  it('has parameters whose defaults are allowed', () => {
    for (const { id, parameters } of injections) {
      expect(checkParameters(parameters, withDefaults(parameters), { classes: ['a', 'b'], columns: [{ name: 'n' }] }), id).to.deep.equal(
        [],
      );
    }
  });

  it('resamples wherever P(y) changes, and never where P(y|x) does', () => {
    for (const { id, kind, resamples } of injections) {
      if (kind === 'P(y)') expect(resamples, id).to.equal(true);
      if (kind === 'P(y|x)') expect(resamples, id).to.equal(undefined);
    }
  });
});
