/** The work that analysis workers do. Pure: equal questions have equal answers, wherever they are asked. */
import { findArm } from '../adapt/registry.ts';
import type { Analyses } from '../contracts/analysis.ts';
import { diagnose } from '../detect/diagnose.ts';
import { shiftReport } from '../detect/shift-report.ts';
import { threeQuestions } from '../detect/three-questions.ts';
import { profileOf } from '../measure/energy/devices.ts';
import { wattBand } from '../measure/energy/energy.ts';
import { metricOf } from '../measure/metrics/registry.ts';
import { raced } from '../measure/statistics/raced.ts';
import { summarise } from '../measure/summary.ts';
import { solveHead } from '../training/solve-head.ts';
import { experimentStream } from '../random/names.ts';

export const analyses: Analyses = {
  solve: (question) => solveHead(question),

  diagnose({ root, seed, ...samples }) {
    try {
      const diagnosis = diagnose({ ...samples, random: experimentStream(root, 'diagnosis', seed) });
      return { ...diagnosis, parts: threeQuestions(diagnosis, samples.reference, samples.labelled) };
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  },

  shift: ({ root, ...question }) => shiftReport(question, experimentStream(root, 'diagnosis', 0)),

  sumUp({ spec, results, skipped, softwareAdapter, freshRows, majority, target }) {
    const { seeds, measure, energy } = spec;
    const arms = spec.arms.flatMap(({ id }) => (skipped.includes(id) ? [] : findArm(id)!));
    return summarise(results, arms, {
      margin: measure.margin,
      ...(measure.metric !== undefined && { metric: measure.metric }),
      majority,
      ...(target && { target }),
      watts: wattBand(profileOf(energy)!, energy.pue, seeds.root),
      softwareAdapter,
      warmedUp: true,
      hidden: false,
      busyElsewhere: false,
      interrupted: false,
      freshRows,
      ...(seeds.race && { design: 'race', retired: raced(results, arms, measure.margin, metricOf(measure.metric)).retired }),
    });
  },
};
