/** Net2WiderNet (Chen et al. 2016, section 2.2): a wider model that computes what the narrower one does. */
import type { Random } from '../random/random.ts';
import { hasGraph, kindOf } from './layers/registry.ts';
import { parameterCount, parameterSlots } from './parameters.ts';
import { hiddenLayers } from './resize.ts';
import { placedLayers, volume } from './shapes.ts';
import type { ParameterSlot } from './slots.ts';
import { layersOf, type Model } from './types.ts';

/** For each channel of the wider model, the channel of the narrower one that it copies: the first are themselves, the others drawn. */
type Copies = Int32Array;

/** Why these weights cannot be carried over to a wider model; undefined when they can. */
export function whyNotWider(model: Model): string | undefined {
  if (hasGraph(layersOf(model))) return 'a part of the model is known to TensorFlow.js alone, and cannot be widened';
  return hiddenLayers(model).length === 0 ? 'the model has no hidden layer to widen' : undefined;
}

/**
 * Weights of `wide`, which is `model` with at least as many units in every hidden layer. New units copy units drawn at random; what reads a
 * unit divides its weights by the number of copies. Layers that work channel by channel (normalisation, pooling) copy with them. Without
 * noise the function is the same but for rounding.
 *
 * @param noise Standard deviation of what is added to the incoming weights of every copy but the first, as a share of the root mean square of
 * its kernel: copies that are equal, with equal gradients, would stay equal. 0 = exact.
 * @throws RangeError where the models do not correspond, or cannot (`whyNotWider`).
 */
export function widened(model: Model, wide: Model, weights: Float32Array, random: Random, noise: number): Float32Array {
  const refusal = whyNotWider(model);
  if (refusal) throw new RangeError(refusal);
  const [narrowLayers, wideLayers] = [placedLayers(model), placedLayers(wide)];
  const [narrowSlots, wideSlots] = [parameterSlots(model), parameterSlots(wide)];
  if (narrowLayers.length !== wideLayers.length || narrowSlots.length !== wideSlots.length)
    throw new RangeError('the wider model has other layers');
  const out = new Float32Array(parameterCount(wide));
  let into: Copies = identity(model.inputShape.at(-1)!);
  narrowLayers.forEach(({ layer, from, to }, index) => {
    const has = wideLayers[index]!.to.at(-1)!;
    const { width } = kindOf(layer);
    const gives = width ? copies(to.at(-1)!, has, random) : carried(into, from, to);
    if (gives.length !== has) throw new RangeError('the wider model has other layers');
    narrowSlots.forEach((slot, i) => {
      if (slot.layer !== index) return;
      const target = out.subarray(wideSlots[i]!.offset, wideSlots[i]!.offset + wideSlots[i]!.size);
      const source = weights.subarray(slot.offset, slot.offset + slot.size);
      if (slot.role === 'kernel') {
        copyKernel(source, target, slot, into, gives);
        if (noise > 0) shake(target, source, gives, to.at(-1)!, random, noise);
      } else gives.forEach((channel, c) => (target[c] = source[channel]!));
    });
    into = gives;
  });
  return out;
}

const identity = (channels: number): Copies => Int32Array.from({ length: channels }, (_, c) => c);

/** @throws RangeError when it is narrower */
function copies(narrow: number, wide: number, random: Random): Copies {
  if (wide < narrow) throw new RangeError(`a layer of ${narrow} units cannot be widened to ${wide}`);
  return Int32Array.from({ length: wide }, (_, c) => (c < narrow ? c : random.int(narrow)));
}

/** Through a layer that mixes no channels: each stays what it is, also where positions are read as one vector. */
function carried(into: Copies, from: readonly number[], to: readonly number[]): Copies {
  if (to.at(-1) === from.at(-1)) return into;
  const channels = from.at(-1)!;
  const positions = volume(from) / channels;
  return Int32Array.from({ length: positions * into.length }, (_, i) => Math.floor(i / into.length) * channels + into[i % into.length]!);
}

/** `[…, in, out]`: rows by what is read, divided by how often it is there; columns by what is given. */
function copyKernel(source: Float32Array, target: Float32Array, { shape }: ParameterSlot, into: Copies, gives: Copies): void {
  const [reads, units] = shape.slice(-2) as [number, number];
  const places = source.length / (reads * units);
  const times = new Float64Array(reads);
  for (const channel of into) times[channel]!++;
  for (let place = 0; place < places; place++)
    into.forEach((from, i) =>
      gives.forEach((to, j) => {
        target[(place * into.length + i) * gives.length + j] = source[(place * reads + from) * units + to]! / times[from]!;
      }),
    );
}

/** Noise on the incoming weights of the units from `first` on. */
function shake(target: Float32Array, source: Float32Array, { length }: Copies, first: number, random: Random, noise: number): void {
  const size = noise * Math.sqrt(source.reduce((sum, weight) => sum + weight * weight, 0) / Math.max(1, source.length));
  for (let i = 0; i < target.length; i++) if (i % length >= first) target[i]! += size * random.normal();
}
