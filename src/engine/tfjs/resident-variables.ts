/** Variables that stay in one GPU buffer each, so that recorded commands find them there. */
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error.ts';
import { bufferOf, copyBuffer, flush, forbidHostCopy, type WebgpuInternals } from './webgpu-internals.ts';

/**
 * TensorFlow.js never changes a variable's numbers: assigning gives it another buffer. Here every variable has a home, a buffer
 * that nothing else shares, and gets back to it after each step.
 */
export class ResidentVariables {
  private readonly homes: Map<tf.Variable, tf.Tensor>;

  constructor(
    private readonly backend: WebgpuInternals,
    variables: Iterable<tf.Variable>,
  ) {
    this.homes = new Map(Array.from(variables, (variable) => [variable, this.moveIn(variable)]));
  }

  /** Whether these numbers are in a home. */
  live(dataId: tf.DataId): boolean {
    return [...this.homes.values()].some((home) => home.dataId === dataId);
  }

  /** Moves the values that a step assigned into the homes. Called at the end of the step, it becomes part of its commands. */
  goHome(): void {
    for (const [variable, home] of this.homes) {
      if (variable.dataId === home.dataId) continue;
      if (this.live(variable.dataId)) {
        throw new EngineError('The step assigns one variable to another, so it cannot be replayed. Train this model eagerly');
      }
      copyBuffer(this.backend, bufferOf(this.backend, variable), bufferOf(this.backend, home));
      variable.assign(home);
    }
  }

  /**
   * Makes the homes fit for steps that change them in place: takes over values assigned since, and gives a copy to whoever else
   * holds the present ones (a clone kept as a checkpoint must not change).
   */
  prepare(): void {
    for (const [variable, home] of this.homes) {
      if (variable.isDisposed) throw new EngineError('The model or its optimizer was disposed of; capture the training of another one');
      const atHome = variable.dataId === home.dataId;
      if (this.backend.refCount(home.dataId) > (atHome ? 2 : 1)) this.moveOthersOut(variable, home);
    }
    this.goHome();
    flush(this.backend);
  }

  /** Writes values into the homes. */
  restore(values: ReadonlyMap<tf.Variable, tf.Tensor>): void {
    for (const [variable, home] of this.homes)
      copyBuffer(this.backend, bufferOf(this.backend, values.get(variable)!), bufferOf(this.backend, home));
    flush(this.backend);
  }

  /** Leaves the variables as they are, as ordinary ones. */
  dispose(): void {
    tf.dispose([...this.homes.values()]);
    this.homes.clear();
  }

  private moveIn(variable: tf.Variable): tf.Tensor {
    const home = this.copyOf(variable);
    variable.assign(home);
    return home;
  }

  private moveOthersOut(variable: tf.Variable, home: tf.Tensor): void {
    const { tensorMap } = this.backend;
    const next = this.copyOf(home);
    const [theirs, ours] = [tensorMap.get(home.dataId), tensorMap.get(next.dataId)];
    [theirs.resource, ours.resource] = [ours.resource, theirs.resource];
    if (variable.dataId === home.dataId) variable.assign(next);
    home.dispose();
    this.homes.set(variable, next);
  }

  private copyOf(tensor: tf.Tensor): tf.Tensor {
    const buffer = bufferOf(this.backend, tensor);
    const copy = tf.keep(tf.tensor({ buffer }, tensor.shape, tensor.dtype as 'float32' | 'int32'));
    forbidHostCopy(this.backend, copy);
    return copy;
  }
}
