/** The printed JSON Schema, held against what the lab itself takes, by a validator of somebody else's (ajv). */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import fc from 'fast-check';
import { schemaDocument } from '../../src/cli/schema/document.ts';
import { registries } from '../../src/cli/schema/registries.ts';
import { completeSpec } from '../../src/spec/parse.ts';
import { allPresets } from '../../src/spec/kinds/registry.ts';
import { withDefaults } from '../../src/spec/parameter.ts';

const document = schemaDocument();
const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(document, 'lab');
const accepts = ajv.getSchema('lab')!;
const entry = (registry: string) => ajv.getSchema(`lab#/definitions/${registry}`)!;
/** As it comes out of a file. */
const file = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const quick = allPresets[0]!.spec;

describe('lab --schema', () => {
  for (const { id, spec } of allPresets) {
    it(`takes the preset ${id}, and no preset with a misspelt section`, () => {
      expect([accepts(file(spec)), accepts.errors]).to.deep.equal([true, null]);
      expect(accepts(file({ ...spec, lables: {} }))).to.equal(false);
    });
  }

  it('takes a file that leaves sections out, as the lab does', () => {
    for (const part of [{}, { drift: [] }, { drift: [{ id: 'rotation', severity: 2 }] }]) expect(accepts(part)).to.equal(true);
  });

  const broken: Readonly<Record<string, object>> = {
    'a severity out of range': { drift: [{ id: 'rotation', severity: 9 }] },
    'a drift that there is not': { drift: [{ id: 'nope', severity: 1 }] },
    'a parameter that the drift does not take': { drift: [{ id: 'rotation', severity: 1, params: { speed: 1 } }] },
    'a repair that there is not': { arms: [{ id: 'none' }, { id: 'prayer' }] },
    'a metric that there is not': { measure: { margin: 0.01, metric: 'luck' } },
    'half a section': { base: { epochs: 3 } },
    'a policy in a comparison': { policies: [{ id: 'never' }] },
    'data that there is not': { data: { ...quick.data, id: 'nope' } },
  };
  for (const [what, part] of Object.entries(broken)) {
    it(`refuses ${what}`, () => {
      expect(accepts(file({ ...quick, ...part }))).to.equal(false);
    });
  }

  it('says of one number of an experiment what the lab says of it', () => {
    const paths: readonly ((value: number) => object)[] = [
      (value) => ({ base: { ...quick.base, learningRate: value } }),
      (value) => ({ base: { ...quick.base, epochs: value } }),
      (value) => ({ seeds: { ...quick.seeds, count: value } }),
      (value) => ({ energy: { ...quick.energy, pue: value } }),
    ];
    const numbers = fc.oneof(fc.integer({ min: -5, max: 200_000 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(fc.constantFrom(...paths), numbers, (path, value) => {
        const spec = file({ ...quick, ...path(value) });
        return accepts(spec) === completeSpec(spec).ok;
      }),
    );
  });

  it('has the schema of records as its file says it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'drift-lab-schema-'));
    mkdirSync(join(folder, 'schema'));
    writeFileSync(join(folder, 'schema/run-record.v1.json'), '{ "title": "A run" }');
    expect(schemaDocument(folder).definitions).to.have.property('record').deep.equal({ title: 'A run' });
    rmSync(folder, { recursive: true });
  });

  it('has every entry of every registry with its defaults, and none of another name', () => {
    for (const [id, { entries }] of Object.entries(registries)) {
      const accept = entry(id);
      for (const each of entries) {
        const params = 'parameters' in each ? withDefaults(each.parameters) : {};
        expect([each.id, accept(file({ id: each.id, params })), accept.errors]).to.deep.equal([each.id, true, null]);
      }
      expect(accept({ id: 'of-no-registry' })).to.equal(false);
    }
  });
});
