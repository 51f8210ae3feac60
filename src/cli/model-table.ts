/** A model of the user's own as text and as JSON: its layers, where its head begins, who trains it. */
import type { OwnModelFacts } from '../contracts/services.ts';
import { aligned } from '../record/export/aligned.ts';

const count = (value: number): string => value.toLocaleString('en');
const sizes = (shape: readonly number[]): string => shape.join('×');
const parametersOf = ({ layers }: OwnModelFacts): number => layers.reduce((sum, { parameters }) => sum + parameters, 0);

/** Without a line end. */
export function modelText(facts: OwnModelFacts): string {
  const { spec, inputShape, classes, layers, ownKernels, notes } = facts;
  const { name, head } = spec.params;
  return [
    `${name}: takes ${sizes(inputShape)} numbers, tells ${count(classes)} classes apart, has ${count(parametersOf(facts))} parameters.`,
    // Where they do not, the import says who does.
    ...(ownKernels ? ['Our own kernels train it.'] : []),
    ...notes,
    '',
    ...aligned(
      [
        ['layer', 'name', 'kind', 'puts out', 'parameters', 'reads', 'head may begin'],
        ...layers.map((layer, i) => [
          ...[String(i), layer.name, layer.kind, sizes(layer.outputShape), count(layer.parameters)],
          layer.reads.length ? layer.reads.join(', ') : 'input',
          i === head ? 'yes, unless told otherwise' : layer.begins ? 'yes' : '',
        ]),
      ],
      'left',
    ),
    '',
    `The head begins at layer ${head} (${layers[head]!.name}), unless --head names another.`,
  ].join('\n');
}

/** For programs; `spec` is what a spec says as its `model`. */
export function modelJson(facts: OwnModelFacts): object {
  const { spec, inputShape, classes, layers, ownKernels, notes } = facts;
  const { name, head } = spec.params;
  return {
    ...{ name, inputShape, classes, parameters: parametersOf(facts), trainedBy: ownKernels ? 'own-kernels' : 'tensorflow.js' },
    head: { index: head, name: layers[head]!.name },
    layers: layers.map((layer, index) => ({ index, ...layer })),
    ...{ notes, spec },
  };
}
