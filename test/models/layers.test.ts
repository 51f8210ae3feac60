import { expect } from 'chai';
import fc from 'fast-check';
import { dense, denseWork } from '../../src/models/layers/dense.ts';
import { roles } from '../../src/models/layers/roles.ts';
import {
  kerasCounterparts,
  layerKinds,
  layerStages,
  layerWork,
  workOf,
  type AnyLayerKind,
  type AnyLayerWork,
  type Layer,
} from '../../src/models/layers/registry.ts';
import { layerShapes, volume } from '../../src/models/shapes.ts';
import { isTrained, everything } from '../../src/models/trainable.ts';
import { initialParameters, parameterSlots } from '../../src/models/parameters.ts';
import type { ParameterSlot } from '../../src/models/slots.ts';
import type { Model } from '../../src/models/types.ts';
import { randomStream } from '../../src/random/random.ts';

// These hold because this file compiles: a kind of layer that leaves out a rule does not.
const { flops: _flops, ...withoutFlops } = denseWork;
const { slots: _slots, ...withoutSlots } = dense;
const { shape: _shape, ...withoutShape } = dense;
// @ts-expect-error no rule for FLOPs
void ({ sparse: withoutFlops } satisfies Record<string, AnyLayerWork>);
// @ts-expect-error no rule for parameter arrays
void ({ sparse: withoutSlots } satisfies Record<string, AnyLayerKind>);
// @ts-expect-error no rule for the shape
void ({ sparse: withoutShape } satisfies Record<string, AnyLayerKind>);
void ({ sparse: dense } satisfies Record<string, AnyLayerKind>);
void ({ sparse: denseWork } satisfies Record<string, AnyLayerWork>);
const { dropout: _work, ...workWithoutDropout } = layerWork;
// @ts-expect-error a kind without a rule for its FLOPs
void (workWithoutDropout satisfies Record<Layer['kind'], unknown>);
const { dropout: _stage, ...stagesWithoutDropout } = layerStages;
// @ts-expect-error a kind without a stage
void (stagesWithoutDropout satisfies Record<Layer['kind'], unknown>);
const { dropout: _keras, ...kerasWithoutDropout } = kerasCounterparts;
// @ts-expect-error a kind without a counterpart
void (kerasWithoutDropout satisfies Record<Layer['kind'], unknown>);
// @ts-expect-error a kind that is not in the table
void ({ kind: 'attention' } satisfies Layer);

const samples: { readonly [K in Layer['kind']]: readonly [layer: Extract<Layer, { kind: K }>, inputShape: readonly number[]] } = {
  dense: [{ kind: 'dense', units: 5, activation: 'linear' }, [7]],
  conv2d: [{ kind: 'conv2d', filters: 3, kernel: 2, stride: 2, activation: 'relu' }, [6, 5, 2]],
  'max-pool': [{ kind: 'max-pool', size: 2 }, [6, 5, 2]],
  'average-pool': [{ kind: 'average-pool', size: 3 }, [6, 5, 2]],
  'global-average-pool': [{ kind: 'global-average-pool' }, [6, 5, 2]],
  flatten: [{ kind: 'flatten' }, [6, 5, 2]],
  dropout: [{ kind: 'dropout', rate: 0.5 }, [7]],
  'batch-norm': [{ kind: 'batch-norm', momentum: 0.9, epsilon: 1e-3 }, [6, 5, 2]],
  relu: [{ kind: 'relu' }, [7]],
  graph: [
    {
      ...{ kind: 'graph', config: {}, to: [5], flops: 70 },
      arrays: [{ key: '0-kernel', role: 'kernel', shape: [7, 5], fresh: 'glorot-uniform' }],
    },
    [7],
  ],
};

describe('every kind of layer', () => {
  for (const [kind, [layer, inputShape]] of Object.entries(samples)) {
    const model: Model = { inputShape, blocks: [{ name: 'head', layers: [layer] }] };

    it(`${kind}: has arrays with keys of their own that fill the flat weights`, () => {
      const slots = parameterSlots(model);
      expect(new Set(slots.map(({ key }) => key)).size).to.equal(slots.length);
      expect(slots.reduce((sum, slot) => (expect(slot.offset).to.equal(sum), sum + slot.size), 0)).to.equal(
        initialParameters(model, randomStream(1, kind)).length,
      );
      for (const slot of slots) expect(slot.size).to.equal(volume(slot.shape));
    });

    it(`${kind}: works for each output on what it multiplies, or counts as no work`, () => {
      const [to] = layerShapes(model) as [number[]];
      const kernels = parameterSlots(model).filter(({ role }) => role === 'kernel');
      // Every number of a kernel is multiplied and added once for each position of the output.
      const expected = kernels.reduce((sum, { size }) => sum + 2 * size * volume(to.slice(0, -1)), 0);
      expect(workOf(layer).flops(layer, inputShape, to)).to.equal(expected);
    });

    // A graph is read as a whole, by the library's own names.
    if (kind === 'graph') continue;
    it(`${kind}: has a name in Keras for each of its arrays`, () => {
      const { arrays } = kerasCounterparts[layer.kind];
      expect(Object.keys(arrays)).to.deep.equal(parameterSlots(model).map(({ key }) => key));
    });
  }

  it('names each layer in the table as the layer names itself', () => {
    expect(Object.keys(layerKinds)).to.have.members(Object.keys(samples));
  });
});

describe('the role of a parameter array', () => {
  const slot = (role: ParameterSlot['role']): ParameterSlot => {
    const place = { layer: 0, offset: 0, size: 1, shape: [1], fresh: 0 };
    return { name: 'head/0/any', key: 'any', block: 'head', role, ...place };
  };

  it('says whether gradient steps change it, whatever its key is', () => {
    const names = fc.constantFrom(...(Object.keys(roles) as ParameterSlot['role'][]));
    fc.assert(
      fc.property(names, (role) => {
        expect(isTrained(slot(role), everything)).to.equal(!role.startsWith('moving'));
        expect(isTrained(slot(role), { ...everything, only: 'norms' })).to.equal(['scale', 'shift'].includes(role));
        expect(isTrained(slot(role), { ...everything, only: 'biases' })).to.equal(['bias', 'shift'].includes(role));
      }),
    );
  });
});
