import { expect } from 'chai';
import { builtIns } from '../../datasets/registry.ts';
import type { Measures } from '../../src/contracts/measures.ts';
import type { ArmResult, Summary } from '../../src/contracts/results.ts';
import type { DataFacts } from '../../src/contracts/services.ts';
import type { Verdict } from '../../src/contracts/verdict.ts';
import type { Advice } from '../../src/decide/settled.ts';
import { advise } from '../../src/decide/advice.ts';
import { defaultSituation } from '../../src/decide/situation.ts';
import { verdict } from '../../src/decide/verdict.ts';
import { analyses } from '../../src/experiment/analyses.ts';
import { checkAny } from '../../src/experiment/kinds/registry.ts';
import { metricOf } from '../../src/measure/metrics/registry.ts';
import { raced } from '../../src/measure/statistics/raced.ts';
import { summarise, type SummaryOptions } from '../../src/measure/summary.ts';
import { specId } from '../../src/spec/canonical.ts';
import { plain } from '../../src/spec/fitting.ts';
import { presets } from '../../src/spec/kinds/compare/presets.ts';
import { streamPresets } from '../../src/spec/kinds/stream/presets.ts';
import { describeIssues, parseAny } from '../../src/spec/parse.ts';
import { arms, plainMeasures, soundTiming } from '../measure/synthetic-results.ts';

/** What an arm reaches on every seed, give or take a little that changes from seed to seed. */
interface Reach {
  readonly accuracy: number;
  readonly logLoss: number;
  readonly macroF1: number;
  readonly trainMs?: number;
  /** How much the seeds differ. */
  readonly spread?: number;
}

/** Where accuracy and the others disagree: the retrained model is right most often, but sure of what it gets wrong, and blind for a rare class. */
const atOdds: Readonly<Record<string, Reach>> = {
  none: { accuracy: 0.5, logLoss: 1.2, macroF1: 0.4 },
  'head-only': { accuracy: 0.8, logLoss: 0.4, macroF1: 0.78, trainMs: 400 },
  'retrain-all': { accuracy: 0.9, logLoss: 0.9, macroF1: 0.6, trainMs: 2000 },
};

function resultsOf(reaches: Readonly<Record<string, Reach>>, seeds = 10): ArmResult[] {
  return Object.entries(reaches).flatMap(([arm, { accuracy, logLoss, macroF1, trainMs = 0, spread = 0.002 }], place) =>
    Array.from({ length: seeds }, (_, seed): ArmResult => {
      const off = spread * Math.sin(5 * seed + 3 * place);
      const base = plainMeasures(accuracy + off, 0.9);
      const measures: Measures = { ...base, scoresNew: { ...base.scoresNew, logLoss: logLoss - off, macroF1: macroF1 + off } };
      return {
        ...{ arm, seed, status: 'done', startHash: '', endHash: '', recoveries: 0, curve: [], moved: {}, measures },
        counts: { labels: 100, examples: 0, steps: trainMs, flops: trainMs, bytes: 0 },
        times: { compileMs: 0, trainMs: trainMs * (1 + 0.01 * Math.sin(seed + place)), evaluateMs: 0 },
      };
    }),
  );
}
const summaryBy = (metric: string | undefined, reaches = atOdds, options: Partial<SummaryOptions> = {}): Summary =>
  summarise(resultsOf(reaches), arms, { ...(metric !== undefined && { metric }), margin: 0.01, watts: null, ...soundTiming, ...options });
const saying = ({ headline, sentences }: Verdict) => [`${headline.before}${headline.arm}${headline.after}.`, ...sentences].join(' ');
const adviceOn = (summary: Summary): Advice =>
  advise({ summary, diagnosis: null, labels: 900, classes: ['a', 'b'], situation: defaultSituation });
const fired = (advice: Advice, id: string) => advice.fired.find((rule) => rule.id === id)!.text;

describe('the metric that decides', () => {
  it('turns the verdict and the advice where it disagrees with accuracy', () => {
    const favours = (metric?: string) => [verdict(summaryBy(metric)).favours, adviceOn(summaryBy(metric)).arm];
    expect(favours()).to.deep.equal(['retrain-all', 'retrain-all']);
    expect(favours('log-loss')).to.deep.equal(['head-only', 'head-only']);
    expect(favours('macro-f1')).to.deep.equal(['head-only', 'head-only']);
    expect(favours('accuracy')).to.deep.equal(favours());
  });

  it('is in the summary where the spec names it, and leaves a summary without it as it was', () => {
    const [without, byLoss] = [summaryBy(undefined), summaryBy('log-loss')];
    expect(without).not.to.have.property('metric');
    for (const arm of without.arms) expect(arm).not.to.have.property('merit');
    expect(byLoss.metric).to.equal('log-loss');
    const head = byLoss.arms.find(({ id }) => id === 'head-only')!;
    // Turned, so that more is better; what is measured beside it stays as it is.
    expect(head.merit!.mean).to.be.closeTo(-0.4, 0.002);
    expect(head.accuracyNew).to.deep.equal(without.arms.find(({ id }) => id === 'head-only')!.accuracyNew);
    expect(summaryBy('accuracy').standing).to.deep.equal(without.standing);
  });

  it('decides who may be the best, and every comparison, with better above 0', () => {
    const { standing, comparisons } = summaryBy('log-loss');
    expect(standing.best).to.deep.equal(['head-only']);
    const pair = comparisons.find(({ a, b }) => a === 'head-only' && b === 'retrain-all')!;
    expect(pair.difference.mean).to.be.closeTo(0.5, 0.005);
    expect([pair.outcome, pair.better.value]).to.deep.equal(['a', 1]);
  });

  describe('in sentences', () => {
    it('names a loss, which falls where it gets better, in its unit', () => {
      const judged = verdict(summaryBy('log-loss'));
      expect(saying(judged)).to.match(
        /^This run’s evidence favours head only\. Its log loss on new rows is 0\.(79|80)\d ± 0\.00\d nats less than without a repair\. .*It reaches a log loss of 0\.(39|40)\d ± 0\.00\d nats on new rows\./,
      );
      const row = judged.evidence.find(({ label }) => label === 'Repair against no repair')!;
      expect(row.note).to.equal('head only minus nothing: log loss on new rows, 10 paired seeds');
      expect(row.value).to.match(/^−0\.(79|80)\d ± 0\.00\d nats$/);
    });

    it('names a share in points, which rises where it gets better', () => {
      const judged = verdict(summaryBy('macro-f1'));
      expect(saying(judged)).to.match(
        /Its macro F1 on new rows is 3[78]\.\d ± 0\.\d points more than without a repair\. .*It reaches a macro F1 of 7[78]\.\d ± 0\.\d % on new rows\./,
      );
      expect(judged.evidence[0]!.value).to.match(/^\+3[78]\.\d ± 0\.\d pt$/);
    });

    const alike = (logLoss: number, spread = 0.002): Readonly<Record<string, Reach>> => ({
      none: { accuracy: 0.5, logLoss: 1.2, macroF1: 0.4 },
      'head-only': { accuracy: 0.8, logLoss: logLoss + 0.001, macroF1: 0.8, trainMs: 400, spread },
      'retrain-all': { accuracy: 0.8, logLoss, macroF1: 0.8, trainMs: 2000, spread },
    });

    it('rules out a rise, and calls the best of a loss the lowest', () => {
      const summary = summaryBy('log-loss', alike(0.4));
      const judged = verdict(summary);
      expect(judged.favours).to.equal('head-only');
      expect(saying(judged)).to.match(
        /Against retrain on all, which (has the lowest mean|is shown best), it differs by \+0\.001 ± 0\.00\d nats\. A rise of 0\.010 nats is ruled out/,
      );
      expect(fired(adviceOn(summary), 'S1')).to.match(
        /^Head only loses less than 0\.010 nats to the best, whichever that is, and costs less than retrain on all, which has the lowest mean\.$/,
      );
    });

    it('names a tie by it, and guesses by it', () => {
      const summary = summaryBy('log-loss', alike(0.4, 0.1));
      const judged = verdict(summary);
      expect(saying(judged)).to.match(
        /^A tie: .* reaches a log loss of 0\.\d{3} ± 0\.\d{3} nats on new rows, the lowest mean\. .* scored 0\.\d{3} ± 0\.\d{3} nats (less|more) than .*\./,
      );
      const advice = adviceOn(summary);
      expect(advice.strength).to.equal('weak');
      expect(fired(advice, 'S6')).to.match(
        /^Lowest mean log loss on new rows, less up to 0\.010 nats for work\. .*That another is better by more than 0\.010 nats has a probability of \d+ %\./,
      );
    });

    it('rules a fall out where the model is kept', () => {
      const same = { accuracy: 0.8, logLoss: 0.4, macroF1: 0.8 };
      const summary = summaryBy('log-loss', {
        none: same,
        'head-only': { ...same, trainMs: 400 },
        'retrain-all': { ...same, trainMs: 2000 },
      });
      const judged = verdict(summary);
      expect(judged.kind).to.equal('keep');
      expect(saying(judged)).to.match(
        /For every repair a fall of 0\.010 nats, the margin of this experiment, is ruled out\. As it is, the model reaches a log loss of 0\.400 ± 0\.001 nats on new rows\./,
      );
      expect(fired(adviceOn(summary), 'S0')).to.equal('For every repair a fall of 0.010 nats is ruled out.');
    });

    it('says so where no fall is shown', () => {
      const none = { accuracy: 0.8, logLoss: 0.4, macroF1: 0.8, spread: 0.1 };
      const summary = summaryBy('log-loss', { none, 'head-only': { ...none, trainMs: 400 } });
      const judged = verdict(summary);
      expect(saying(judged)).to.match(
        /^Undecided: .*On new rows head only scored 0\.\d{3} ± 0\.\d{3} nats (less|more) than no repair\. No repair is shown better than none, nor is a fall of 0\.010 nats ruled out\./,
      );
      expect(fired(adviceOn(summary), 'S0')).to.equal('No repair is shown better than none, nor is a fall of 0.010 nats ruled out.');
    });
  });

  describe('in a race', () => {
    const race = { ...atOdds, 'full-fine-tune': { accuracy: 0.7, logLoss: 0.395, macroF1: 0.7, trainMs: 500 } };
    const results = resultsOf(race, 40);
    const without = (metric?: string) => Object.keys(raced(results, arms, 0, metricOf(metric)).retired).sort();

    it('leaves out who is shown worse by it, and nobody else', () => {
      expect(without()).to.deep.equal(['full-fine-tune', 'head-only']);
      expect(without('macro-f1')).to.deep.equal(['full-fine-tune', 'retrain-all']);
      expect(without('log-loss')).to.include('retrain-all').and.not.include('full-fine-tune');
    });

    it('is summed up by it, as it goes', () => {
      const spec = { ...plain(presets.quick.spec), arms: [{ id: 'none' }, { id: 'head-only' }, { id: 'retrain-all' }] };
      const by = (metric?: string) =>
        analyses.sumUp({
          spec: { ...spec, measure: { margin: 0.01, ...(metric !== undefined && { metric }) }, seeds: { ...spec.seeds, race: true } },
          ...{ results: resultsOf(atOdds, 40), skipped: [], softwareAdapter: false, freshRows: true, majority: 0.5 },
        });
      expect(by().standing.best).to.deep.equal(['retrain-all']);
      expect(by('log-loss')).to.deep.include({ metric: 'log-loss' });
      expect(by('log-loss').standing.best).to.deep.equal(['head-only']);
      // Who left ran fewer seeds than who stayed.
      const seeds = Object.fromEntries(by('log-loss').arms.map(({ id, merit }) => [id, merit!.values.length]));
      expect(seeds['retrain-all']!).to.be.below(seeds['head-only']!);
    });
  });

  describe('in a spec', () => {
    const facts = (id: string): DataFacts => {
      const set = builtIns.find((each) => each.id === id)!;
      const width = set.columns.reduce((sum, { categories }) => sum + (categories?.length ?? 1), 0);
      return { ...set, encodedShape: set.columns.length ? [width] : set.inputShape };
    };
    const { spec: quick } = presets.quick;
    const { spec: sensors } = presets.sensors;
    const wrong = (spec: Parameters<typeof checkAny>[0]) =>
      checkAny(spec, facts(spec.data.id)).map(({ path, message }) => `${path}: ${message}`);

    it('has to be one that is known', () => {
      expect(wrong({ ...quick, measure: { ...quick.measure, metric: 'log-loss' } })).to.deep.equal([]);
      expect(wrong({ ...quick, measure: { ...quick.measure, metric: 'f1' } })).to.deep.equal([
        'measure.metric: there is no metric "f1"; choose one of accuracy, balanced-accuracy, macro-f1, worst-class, worst-group, log-loss, brier, calibration-error',
      ]);
      const parsed = parseAny({ ...quick, measure: { ...quick.measure, metric: 7 } });
      expect(parsed.ok ? '' : describeIssues(parsed.issues)).to.match(/^measure\.metric: /);
    });

    it('can be of groups only where the data has some', () => {
      expect(wrong({ ...sensors, measure: { ...sensors.measure, metric: 'worst-group' } })).to.deep.equal([]);
      expect(wrong({ ...quick, measure: { ...quick.measure, metric: 'worst-group' } })).to.deep.equal([
        `measure.metric: needs groups, and ${facts('digits').title} has none; choose another metric`,
      ]);
    });

    it('is none of a stream’s: it counts wrong predictions', () => {
      const { spec } = streamPresets.plants;
      expect(wrong(spec)).to.deep.equal([]);
      expect(wrong({ ...spec, measure: { ...spec.measure, metric: 'accuracy' } })[0]).to.match(/^measure\.metric: .*leave it out$/);
    });

    it('changes no id of experiments that leave it out, and is another experiment where it is named', () => {
      const read = (spec: unknown) => {
        const parsed = parseAny(spec);
        if (!parsed.ok) throw new Error(describeIssues(parsed.issues));
        return parsed.spec;
      };
      // As in test/goldens/goldens.json; that of the experiment that was frozen before there was a choice of metrics.
      const then = { ...quick, seeds: { ...quick.seeds, count: 16 } };
      expect(specId(then)).to.equal('sha256:7f75966ac226903e2a72b449963d1f6203c12a8b1d30de9b424df4181a2d85b6');
      expect(read(quick)).to.deep.equal(quick);
      const named = read({ ...quick, measure: { ...quick.measure, metric: 'accuracy' } });
      expect(named.measure.metric).to.equal('accuracy');
      expect(specId(named as typeof quick)).not.to.equal(specId(quick));
    });
  });
});
