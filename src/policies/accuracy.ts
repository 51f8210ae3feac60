/** Policies that watch how well the model does: measured accuracy, a detector on its errors, an estimate without labels. */
import { findDetector, streamDetectors } from '../detect/streaming/registry.ts';
import { withDefaults } from '../spec/parameter.ts';
import { alarmed, collects } from './alarmed.ts';
import type { Policy, PolicyEntry } from './types.ts';

/** The mean of the last `size` values. */
class Window {
  private readonly values: number[] = [];
  private sum = 0;

  constructor(private readonly size: number) {}

  push(value: number): void {
    this.values.push(value);
    this.sum += value;
    if (this.values.length > this.size) this.sum -= this.values.shift()!;
  }

  /** NaN until it is full. */
  get mean(): number {
    return this.values.length < this.size ? NaN : this.sum / this.values.length;
  }

  clear(): void {
    this.values.length = 0;
    this.sum = 0;
  }
}

export const accuracyThreshold: PolicyEntry = {
  id: 'accuracy',
  title: 'Accuracy below',
  when: ({ drop }) => `accuracy falls by ${100 * Number(drop)} points`,
  help: 'Repair when the accuracy over the latest labels falls too far below that of the old world.',
  source: 'static performance threshold (Modyn, SIGMOD 2025)',
  parameters: [
    { name: 'drop', title: 'Drop', help: 'How far it may fall.', kind: 'number', min: 0.005, max: 0.9, default: 0.1 },
    {
      name: 'window',
      title: 'Over the last',
      help: 'Labels that are looked at.',
      kind: 'number',
      whole: true,
      min: 10,
      max: 10_000,
      default: 100,
      unit: 'labels',
    },
  ],
  watchesLabels: true,
  create({ params, accuracy }): Policy {
    const window = new Window(params.window as number);
    const threshold = 1 - (accuracy - (params.drop as number));
    return {
      decide({ errors }) {
        for (const error of errors) window.push(error);
        const statistic = window.mean;
        return { act: statistic > threshold, warning: statistic > (threshold + 1 - accuracy) / 2, statistic, threshold };
      },
      acted: () => window.clear(),
    };
  },
};

/** All of them: those of values watch errors as the numbers 0 and 1, and of told numbers how large each error is among those of the old world. */
const detectorChoices = streamDetectors.map(({ id, title }) => ({ id, title }));

export const detectorTriggered: PolicyEntry = {
  id: 'detector',
  title: 'Drift detector',
  when: ({ detector }) => `${findDetector(String(detector))?.title ?? detector} rings`,
  help: 'Repair when a detector on the model’s errors raises an alarm, with labels since it grew suspicious.',
  source: 'detector-triggered retraining on the examples since the warning (Gama et al. 2004); how long labels are collected is our own',
  parameters: [
    {
      name: 'detector',
      title: 'Detector',
      help: 'Which one watches the errors.',
      kind: 'choice',
      default: 'adwin',
      choices: detectorChoices,
    },
    collects,
  ],
  more: ({ detector = 'adwin' }) => findDetector(String(detector))?.parameters ?? [],
  watchesLabels: true,
  create({ params, random }): Policy {
    const entry = findDetector(params.detector as string);
    if (!entry) throw new RangeError(`there is no detector "${String(params.detector)}"`);
    const fresh = () => entry.create(withDefaults(entry.parameters, params), random);
    return alarmed(fresh, params.collect as number, ({ errors, sizes, returned }) => ({
      values: entry.input === 'value' ? (sizes ?? errors) : errors,
      batch: returned,
    }));
  },
};

export const confidenceEstimate: PolicyEntry = {
  id: 'estimate',
  title: 'Estimate without labels',
  when: ({ drop }) => `estimated accuracy falls by ${100 * Number(drop)} points`,
  help: 'Repair when the model’s own confidence falls too far: no label is needed to decide, but a model that is sure and wrong is not noticed.',
  source: 'average confidence as an estimate of accuracy (Guillory et al. 2021), against the difference it had on the old world',
  parameters: [
    { name: 'drop', title: 'Drop', help: 'How far estimated accuracy may fall.', kind: 'number', min: 0.005, max: 0.9, default: 0.05 },
    {
      name: 'window',
      title: 'Over the last',
      help: 'Rows that are looked at.',
      kind: 'number',
      whole: true,
      min: 10,
      max: 10_000,
      default: 100,
      unit: 'rows',
    },
  ],
  watchesLabels: false,
  classes: 'this watches how sure a model is of its class',
  create({ params, confidence }): Policy {
    const window = new Window(params.window as number);
    const threshold = params.drop as number;
    return {
      decide({ confidences }) {
        for (let i = 0; i < confidences.length; i++) window.push(confidences[i]!);
        const statistic = confidence - window.mean;
        return { act: statistic > threshold, warning: statistic > threshold / 2, statistic, threshold };
      },
      acted: () => window.clear(),
    };
  },
};
