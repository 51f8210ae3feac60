/** Policies that weigh what a stale model costs against what a repair costs. */
import type { Parameter } from '../spec/parameter.ts';
import type { StreamSpec } from '../spec/schema.ts';
import type { Policy, PolicyEntry } from './types.ts';

/** What one repair costs, in the currency of wrong answers: so many errors are worth as much. */
export const price: Parameter = {
  name: 'price',
  title: 'A repair costs as much as',
  help: 'How many wrong answers one repair is worth.',
  kind: 'number',
  min: 1,
  max: 1_000_000,
  default: 60,
  unit: 'errors',
};

/** What the policies of a stream take a repair to cost, in wrong answers: the price of the first that names one, else the default. */
export const repairPrice = ({ policies }: Pick<StreamSpec, 'policies'>): number =>
  policies.map(({ params }) => params.price).find((value) => typeof value === 'number') ?? (price.default as number);

/** Errors beyond those that the old world's accuracy would have given, of labels that came back. */
const excess = (errors: readonly number[], accuracy: number): number => errors.reduce((sum, error) => sum + error - (1 - accuracy), 0);

export const regret: PolicyEntry = {
  id: 'regret',
  title: 'Cumulative regret',
  when: ({ price: reached }) => `avoidable errors reach ${reached}`,
  help: 'Repair when the avoidable errors since the last repair add up to the price of one.',
  source:
    'cost trigger on avoidable misclassifications (Modyn, SIGMOD 2025); avoidable = beyond the old world’s error rate. Where a repair takes its time, what will add up until it serves counts, too, at the mean rate so far: our own',
  parameters: [price],
  watchesLabels: true,
  create({ params, accuracy }): Policy {
    let sum = 0;
    let batches = 0;
    const threshold = params.price as number;
    return {
      decide({ errors, wait }) {
        sum = Math.max(0, sum + excess(errors, accuracy));
        batches = sum > 0 ? batches + 1 : 0;
        const statistic = batches > 0 ? sum + (wait * sum) / batches : 0;
        return { act: statistic >= threshold, warning: statistic >= threshold / 2, statistic, threshold };
      },
      acted: () => void (sum = batches = 0),
    };
  },
};

export const caraThreshold: PolicyEntry = {
  id: 'cara-threshold',
  title: 'CARA, threshold',
  help: 'Repair when the staleness of one batch alone costs a given share of a repair.',
  source: 'CARA-T (Mahadevan & Mathioudakis 2024, doi:10.1016/j.knosys.2024.111610); its threshold is given here, not tuned offline',
  parameters: [
    price,
    {
      name: 'share',
      title: 'Threshold',
      help: 'Staleness of a batch, as a share of the price.',
      kind: 'number',
      min: 0.01,
      max: 10,
      default: 0.15,
    },
  ],
  watchesLabels: true,
  create({ params, accuracy }): Policy {
    const threshold = (params.price as number) * (params.share as number);
    return {
      decide({ errors }) {
        const statistic = Math.max(0, excess(errors, accuracy));
        return { act: statistic >= threshold, warning: statistic >= threshold / 2, statistic, threshold };
      },
      acted: () => undefined,
    };
  },
};

export const caraCumulative: PolicyEntry = {
  id: 'cara-cumulative',
  title: 'CARA, cumulative',
  help: 'Repair when the staleness since the last repair reaches the price of one.',
  source: 'CARA-CT (Mahadevan & Mathioudakis 2024): staleness is added up over batches, and only what is positive counts',
  parameters: [price],
  watchesLabels: true,
  create({ params, accuracy }): Policy {
    let sum = 0;
    const threshold = params.price as number;
    return {
      decide({ errors }) {
        sum += Math.max(0, excess(errors, accuracy));
        return { act: sum >= threshold, warning: sum >= threshold / 2, statistic: sum, threshold };
      },
      acted: () => void (sum = 0),
    };
  },
};

export const upfLite: PolicyEntry = {
  id: 'upf-lite',
  title: 'UPF-lite',
  help: 'Repair when the errors forecast for the rest of the stream, with and without a repair now, differ by more than a repair costs.',
  source:
    'after UPF (Regol et al., ICML 2025, arXiv:2505.14903): a forecast of future errors from few points, here by the mean of the latest batches',
  parameters: [
    price,
    {
      name: 'memory',
      title: 'Looks back',
      help: 'Batches of the forecast.',
      kind: 'number',
      whole: true,
      min: 1,
      max: 100,
      default: 3,
      unit: 'batches',
    },
    {
      name: 'doubt',
      title: 'Doubt',
      help: 'Standard errors by which the forecast is lowered before it counts.',
      kind: 'number',
      min: 0,
      max: 5,
      default: 1,
    },
  ],
  watchesLabels: true,
  create({ params, accuracy, batches }): Policy {
    const [threshold, memory, doubt] = [params.price as number, params.memory as number, params.doubt as number];
    let recent: { readonly excess: number; readonly rows: number }[] = [];
    return {
      decide({ errors, batch, rows }) {
        if (errors.length) recent = [...recent, { excess: excess(errors, accuracy), rows: errors.length }].slice(-memory);
        const seen = recent.reduce((sum, each) => sum + each.rows, 0);
        if (seen === 0 || recent.length < memory) return { act: false, warning: false, statistic: NaN, threshold };
        const rate = recent.reduce((sum, each) => sum + each.excess, 0) / seen;
        const error = Math.min(1, Math.max(0, rate + 1 - accuracy));
        const careful = rate - doubt * Math.sqrt((error * (1 - error)) / seen);
        const statistic = careful * (batches - 1 - batch) * rows;
        return { act: statistic >= threshold, warning: statistic >= threshold / 2, statistic, threshold };
      },
      acted: () => void (recent = []),
    };
  },
};
