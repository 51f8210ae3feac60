/** The values of all variables at one moment. */
import * as tf from '@tensorflow/tfjs-core';
import { override } from './webgpu-internals.ts';

/** Takes no copies: assigning to a variable leaves its old numbers to whoever holds them. */
export class VariableSnapshot {
  private readonly values = new Map<tf.Variable, tf.Tensor>();

  constructor() {
    for (const variable of Object.values(tf.engine().registeredVariables)) this.keep(variable, variable);
  }

  /** Values by variable; those made during `changedBy` with the value they were made with. */
  get byVariable(): ReadonlyMap<tf.Variable, tf.Tensor> {
    return this.values;
  }

  /** Does the work and returns the variables that it changed or made. */
  changedBy(work: () => void): tf.Variable[] {
    const engine = tf.engine();
    const make = engine.makeVariable.bind(engine);
    const undo = override(engine, 'makeVariable', (value, ...rest) => {
      const variable = make(value, ...rest);
      this.keep(variable, variable);
      return variable;
    });
    try {
      work();
    } finally {
      undo();
    }
    return this.changed();
  }

  /** Gives the variables their values back. */
  restore(): void {
    for (const variable of this.changed()) variable.assign(this.values.get(variable)!);
  }

  dispose(): void {
    tf.dispose([...this.values.values()]);
    this.values.clear();
  }

  private keep(variable: tf.Variable, value: tf.Tensor): void {
    this.values.set(variable, tf.keep(value.clone()));
  }

  private changed(): tf.Variable[] {
    return [...this.values]
      .filter(([variable, value]) => !variable.isDisposed && variable.dataId !== value.dataId)
      .map(([variable]) => variable);
  }
}
