/** A tf.layers model of any shape cut into parts, one after the other, where a single tensor goes from one to the next. */
import * as layers from '@tensorflow/tfjs-layers';
import type { ImportedLayer } from '../../models/import-layers.ts';
import type { RoleId } from '../../models/layers/roles.ts';

type Layer = layers.layers.Layer;

/** A layer of the model with its place in the graph; a part of the model may begin where all goes through what it reads. */
export interface Placed extends ImportedLayer {
  readonly layer: Layer;
}

/** What of the library's node is looked at. */
interface Node {
  readonly inboundLayers: readonly Layer[];
}
interface Container {
  readonly containerNodes: ReadonlySet<string>;
}

/** The layers in an order in which each comes after what it reads, inputs first. A nested model is one layer. */
export function placedIn(model: layers.LayersModel): Placed[] {
  const nodes = (model as unknown as Container).containerNodes;
  const all = model.layers;
  const placed = all.map((layer) => {
    const own = (layer as unknown as { readonly inboundNodes: readonly Node[] }).inboundNodes.filter((_, i) =>
      nodes.has(`${layer.name}_ib-${i}`),
    );
    const reads = own.flatMap((node) => node.inboundLayers.map((from) => all.indexOf(from))).filter((from) => from >= 0);
    return { layer, reads, uses: own.length };
  });
  return placed.map(({ layer, reads, uses }, index) => ({
    ...{ layer, name: layer.name, kind: layer.getClassName(), reads },
    outputShape: (layer.outputShape as (number | null)[]).slice(1) as number[],
    parameters: layer.countParams(),
    begins: uses === 1 && new Set(reads).size === 1 && separates(placed, index),
  }));
}

/** Whether nothing but what that layer reads goes from what does not depend on it to what does. */
function separates(all: readonly { readonly reads: readonly number[] }[], index: number): boolean {
  const after = new Set([index]);
  all.forEach(({ reads }, i) => {
    if (reads.some((from) => after.has(from))) after.add(i);
  });
  if (!after.has(all.length - 1)) return false;
  return all.every(({ reads }, i) => i === index || !after.has(i) || reads.every((from) => after.has(from)));
}

/** The parts that begin at those layers, the first with the model's input; undefined where there is nothing in one. The layers keep their weights. */
export function partsOf(placed: readonly Placed[], beginnings: readonly number[]): (layers.LayersModel | undefined)[] {
  const groups = groupsOf(placed, beginnings);
  const source = placed.findIndex(({ reads }) => reads.length === 0);
  return [source, ...beginnings.map((at) => placed[at]!.reads[0]!)].map((before, part) => {
    const members = [...placed.keys()].filter((i) => groups[i] === part && i !== source);
    const last = members.at(-1);
    if (last === undefined) return undefined;
    const input = layers.input({ shape: [...placed[before]!.outputShape] });
    const values = new Map<number, layers.SymbolicTensor>([[before, input]]);
    for (const i of members) {
      const given = placed[i]!.reads.map((from) => values.get(from)!);
      values.set(i, placed[i]!.layer.apply(given.length === 1 ? given[0]! : given) as layers.SymbolicTensor);
    }
    return layers.model({ inputs: input, outputs: values.get(last)! });
  });
}

/** The part that each layer belongs to: as many cuts as it depends on. */
function groupsOf(placed: readonly Placed[], cuts: readonly number[]): number[] {
  const groups: number[] = [];
  placed.forEach(({ reads }, i) => {
    const own = cuts.indexOf(i) + 1;
    groups.push(Math.max(own, 0, ...reads.map((from) => groups[from]!)));
  });
  return groups;
}

/** What an array is for, by the name that Keras gives it. */
export function roleOfArray(name: string, trainable: boolean): RoleId {
  const key = keyOf(name);
  if (key.startsWith('moving_mean')) return 'moving-mean';
  if (key.startsWith('moving_var')) return 'moving-variance';
  if (key === 'gamma') return 'scale';
  if (key === 'beta') return 'shift';
  if (key.endsWith('bias')) return 'bias';
  // What never takes a gradient step is as a statistic that only follows.
  return trainable ? 'kernel' : 'moving-mean';
}

/** `dense_1/kernel` and `block/dense_1/kernel_2` are both a `kernel`. */
export const keyOf = (name: string): string => name.replace(/:\d+$/, '').replace(/^.*\//, '').replace(/_\d+$/, '');
