/** What policies share that a detector triggers: suspicion, an alarm, and labels that are collected before the repair. */
import type { StreamDetector } from '../detect/types.ts';
import type { Parameter } from '../spec/parameter.ts';
import type { Moment, Policy } from './types.ts';

export const collects: Parameter = {
  name: 'collect',
  title: 'Collects labels for',
  help: 'After an alarm, so that the repair learns from the new world and not from the old one.',
  kind: 'number',
  whole: true,
  min: 0,
  max: 100,
  default: 3,
  unit: 'batches',
};

/** The values that a detector watches now, and the batch that they are about. */
export interface Heard {
  readonly values: readonly number[];
  readonly batch: number;
}

/**
 * Repairs `collect` batches after an alarm, with labels of the batches since it grew suspicious.
 * @param fresh Makes a detector that has seen nothing.
 * @param lasting What it compares with does not change with a repair: suspicion that goes on after one is the same suspicion, and the next
 * repair may learn from all labels since it began.
 */
export function alarmed(fresh: () => StreamDetector, collect: number, heard: (moment: Moment) => Heard, lasting = false): Policy {
  let detector = fresh();
  let suspicious: number | undefined;
  let alarmedAt: number | undefined;
  return {
    decide(moment) {
      // While labels are collected after an alarm nothing is watched: the next model is to be judged.
      if (alarmedAt !== undefined)
        return { act: moment.batch >= alarmedAt + collect, warning: true, statistic: NaN, threshold: NaN, since: suspicious! };
      let [act, warning] = [false, false];
      const { values, batch } = heard(moment);
      for (const value of values) {
        detector.update(value);
        act ||= detector.alarm;
        warning ||= detector.warning;
      }
      const unheard = lasting && values.length === 0;
      suspicious = warning || act ? (suspicious ?? batch) : unheard ? suspicious : undefined;
      if (act) alarmedAt = moment.batch;
      const { statistic, threshold } = detector;
      return {
        act: act && collect === 0,
        warning: warning || act,
        statistic,
        threshold,
        ...(suspicious !== undefined && { since: suspicious }),
      };
    },
    acted() {
      detector = fresh();
      if (!lasting) suspicious = undefined;
      alarmedAt = undefined;
    },
  };
}
