/** Numbers that change from step to step, on the device: a step that is captured and replayed must bring none from the host. */
import * as tf from '@tensorflow/tfjs-core';

export class StepNumbers {
  /** Steps taken, `[1]`. */
  private readonly taken = tf.tidy(() => tf.variable(tf.tensor1d([0], 'int32'), false));
  private readonly tables: tf.Tensor1D[] = [];

  /** Keeps a number for each step, and gives that of the step under way, `[1]`; beyond the end of the table its last. */
  table(values: Float32Array): () => tf.Tensor {
    const table = tf.tensor1d(values);
    this.tables.push(table);
    return () => tf.gather(table, tf.minimum(this.taken, tf.tensor1d([values.length - 1], 'int32')));
  }

  /** The step is done. Called inside `tf.tidy`. */
  advance(): void {
    this.taken.assign(tf.add(this.taken, tf.tensor1d([1], 'int32')));
  }

  dispose(): void {
    tf.dispose([this.taken, ...this.tables]);
  }
}
