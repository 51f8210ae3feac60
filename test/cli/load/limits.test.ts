import { expect } from 'chai';
import { atLimit, limitsOf, nameOf } from '../../../src/cli/load/limits.ts';
import { schemaDocument } from '../../../src/cli/schema/document.ts';
import { presets } from '../../../src/spec/kinds/compare/presets.ts';

const root = { definitions: { share: { type: 'number', minimum: 0, maximum: 1 } } };
const names = (spec: unknown, schema: object) => limitsOf(spec, schema as never, root).map(nameOf);

describe('limits of an experiment', () => {
  it('are those of the numbers that stand in it, through references, lists and alternatives, told apart by what is constant', () => {
    const schema = {
      properties: {
        list: { items: { $ref: '#/definitions/share' } },
        open: { type: 'integer', minimum: 1 },
        either: {
          anyOf: [
            { properties: { id: { const: 'a' }, size: { minimum: 2, maximum: 3 } } },
            { properties: { id: { const: 'b' }, size: { minimum: 5, maximum: 8 } } },
          ],
        },
        absent: { minimum: 7 },
      },
    };
    const spec = { list: [0.5], open: 4, either: { id: 'b', size: 6 }, free: 1 };
    expect(names(spec, schema)).to.deep.equal(['list[0] = 0', 'list[0] = 1', 'open = 1', 'either.size = 5', 'either.size = 8']);
  });

  it('are put into a copy', () => {
    const spec = { list: [{ a: 1 }, { a: 2 }], b: 3 };
    expect(atLimit(spec, { path: ['list', 1, 'a'], value: 9 })).to.deep.equal({ list: [{ a: 1 }, { a: 9 }], b: 3 });
    expect(spec.list[1]).to.deep.equal({ a: 2 });
  });

  // The bounds of test/spec/bounds.test.ts, which hold the schema itself.
  it('of a preset are those that its schema states', () => {
    const document = schemaDocument();
    const found = limitsOf(presets.quick.spec, (document['definitions'] as Record<string, never>)['compare']!, document).map(nameOf);
    expect(found).to.include.members(['data.split.baseTrain = 10', 'data.split.baseTrain = 100000000', 'base.batchSize = 1024', 'stop.epochs = 100000', 'energy.pue = 3']); // prettier-ignore
  });
});
