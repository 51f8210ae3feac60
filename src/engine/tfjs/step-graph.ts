/** One step as a list of GPU commands that can be issued again and again without TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core';
import { assertSameStep } from './same-step.ts';
import type { ResidentVariables } from './resident-variables.ts';
import { recordStep, type Recording } from './step-recorder.ts';
import type { WebgpuInternals } from './webgpu-internals.ts';

export class StepGraph {
  /** Kernel launches of one step. */
  readonly dispatches: number;
  /** What the step reads and did not make: it stays alive as long as the graph. */
  private readonly inputs: readonly tf.Tensor[];

  /**
   * Carries out the step twice, proves that it did the same both times, and keeps the second.
   *
   * @param variables all that the step changes
   * @param layer names the running layer, for the message of a refusal
   * @throws EngineError if the step cannot be replayed
   */
  static capture(backend: WebgpuInternals, step: () => void, variables: ResidentVariables, layer: () => string | null): StepGraph {
    const inPlace = () => {
      step();
      variables.goHome();
    };
    const rehearsal = recordStep(backend, inPlace, layer);
    try {
      const recording = recordStep(backend, inPlace, layer);
      try {
        assertSameStep(rehearsal, recording);
        return new StepGraph(backend, recording, variables);
      } catch (error) {
        recording.free();
        throw error;
      }
    } finally {
      rehearsal.free();
    }
  }

  private constructor(
    backend: WebgpuInternals,
    private readonly recording: Recording,
    variables: ResidentVariables,
  ) {
    this.dispatches = recording.commands.filter(({ kind }) => kind === 'dispatch').length;
    // Only what the step did not make is still there.
    this.inputs = [...recording.reads.values()]
      .filter(({ dataId }) => backend.tensorMap.has(dataId) && !variables.live(dataId))
      .map((info) => {
        backend.incRef(info.dataId);
        return tf.keep(tf.engine().makeTensorFromTensorInfo(info));
      });
  }

  /** Encodes one step. */
  encode(encoder: GPUCommandEncoder): void {
    let pass: GPUComputePassEncoder | null = null;
    let pipeline: GPUComputePipeline | null = null;
    for (const command of this.recording.commands) {
      if (command.kind === 'copy') {
        pass?.end();
        pass = pipeline = null;
        encoder.copyBufferToBuffer(command.from, command.fromOffset, command.to, command.toOffset, command.bytes);
        continue;
      }
      pass ??= encoder.beginComputePass();
      if (command.pipeline !== pipeline) pass.setPipeline((pipeline = command.pipeline));
      pass.setBindGroup(0, command.group);
      pass.dispatchWorkgroups(...command.workgroups);
    }
    pass?.end();
  }

  /** Destroys the step's buffers and lets go of what it read. */
  dispose(): void {
    tf.dispose([...this.inputs]);
    this.recording.free();
  }
}
