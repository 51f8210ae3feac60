/**
 * The prices and amounts that the cost of a repair is made of, each with its source and date, or blank where nobody has
 * published one. A blank is never filled with a guess: it is left out of the sum and named.
 */

/** A figure with where it is from. `date` is that of the source (year, or year and month), empty where it has none. */
export interface Price {
  /** Null: blank. */
  readonly value: number | null;
  readonly source: string;
  readonly date: string;
  /** ISO 4217 code of the currency that the figure is in; only for money. */
  readonly currency?: string;
}

export type ComponentId = 'data' | 'compute' | 'iteration' | 'maintenance' | 'infrastructure' | 'talent' | 'opportunity';

export interface EconomicField {
  /** The part of the total it belongs to; `use` is how the model is used, which weighs errors and years but costs nothing itself. */
  readonly component: ComponentId | 'use';
  readonly title: string;
  /** What it is counted in; of money, what it is paid for. */
  readonly unit: string;
  readonly money: boolean;
  /** Least value allowed; 0 where absent. */
  readonly least?: number;
  /** Range of the published figure; it belongs to that figure, not to one of the user's. */
  readonly range?: readonly [low: number, high: number];
}

const money = (component: EconomicField['component'], title: string, unit: string, range?: EconomicField['range']): EconomicField => ({
  component,
  title,
  unit,
  money: true,
  ...(range && { range }),
});
const amount = (
  component: EconomicField['component'],
  title: string,
  unit: string,
  more: Pick<EconomicField, 'least' | 'range'> = {},
): EconomicField => ({ component, title, unit, money: false, ...more });
const search = { least: 1, range: [5, 50] } as const;

/** Every input. Two of a name with `Retrain` and `Tune` are the same question asked of either way to repair. */
export const economicFields = {
  labelPrice: money('data', 'price of a label', 'per label', [0.036, 0.07]),
  labelScale: amount('data', 'your labels', 'times those of this run'),
  computePrice: money('compute', 'price of computing', 'per hour', [0.526, 12.29]),
  energyPrice: money('compute', 'price of electricity', 'per kWh'),
  jobScale: amount('compute', 'your training', 'times as long as measured here'),
  runsRetrain: amount('iteration', 'runs that the search takes, retraining', 'runs', search),
  runsTune: amount('iteration', 'runs that the search takes, fine-tuning', 'runs', search),
  months: amount('maintenance', 'time in service until the next repair', 'months'),
  maintenanceHoursRetrain: amount('maintenance', 'upkeep of a retrained model', 'hours per month'),
  maintenanceHoursTune: amount('maintenance', 'upkeep of a fine-tuned model', 'hours per month'),
  infrastructureRetrain: money('infrastructure', 'infrastructure of a retrained model', 'per month'),
  infrastructureTune: money('infrastructure', 'infrastructure of a fine-tuned model', 'per month'),
  engineerRate: money('talent', 'an hour of an engineer', 'per hour', [54, 88]),
  engineerHoursRetrain: amount('talent', 'engineer’s work to retrain', 'hours'),
  engineerHoursTune: amount('talent', 'engineer’s work to fine-tune', 'hours'),
  dayValue: money('opportunity', 'value of a day’s delay', 'per day'),
  delayDaysRetrain: amount('opportunity', 'delay until a retrained model serves', 'days'),
  delayDaysTune: amount('opportunity', 'delay until a fine-tuned model serves', 'days'),
  errorCost: money('use', 'cost of a wrong answer', 'per error'),
  predictions: amount('use', 'predictions until the next repair', 'predictions'),
  weeksBetweenDrifts: amount('use', 'time from one drift to the next', 'weeks'),
} as const satisfies Readonly<Record<string, EconomicField>>;

export type FieldId = keyof typeof economicFields;
export const fieldIds = Object.keys(economicFields) as readonly FieldId[];
export const fieldOf = (id: FieldId): EconomicField => economicFields[id];

export interface EconomicInputs {
  /** ISO 4217 code of the currency that costs are given in. */
  readonly currency: string;
  /** Units of `currency` for one unit of another, as the user gave them; without a rate, prices in that other one are blank. */
  readonly rates: Readonly<Record<string, number | null>>;
  readonly prices: Readonly<Record<FieldId, Price>>;
}

const usd = (value: number, source: string, date: string): Price => ({ value, source, date, currency: 'USD' });
const blank = (source: string): Price => ({ value: null, source, date: '' });
const blankMoney = (source: string): Price => ({ ...blank(source), currency: 'USD' });
const own = 'required; nobody can know it but you';
const asMeasured: Price = { value: 1, source: 'this run as it was measured; give a factor to stand for a larger job', date: '' };
const strubell: Price = {
  value: 24,
  source: 'Strubell, Ganesh & McCallum 2019, Table 4: jobs to tune a model to a new data set (5 to 50)',
  date: '2019',
};
const undated = 'required; Sculley et al. 2015 argue that this debt exists and give no figure';

/** Prices to start from. Only what has a published source is filled in. */
export const defaultEconomics: EconomicInputs = {
  currency: 'USD',
  rates: {},
  prices: {
    labelPrice: usd(
      0.036,
      'image classification, 3 workers × $0.012: SageMaker Ground Truth and Mechanical Turk rates via wring.co; the platform’s own fee is extra. A box costs $0.036, a segmentation $0.07',
      '2026-03',
    ),
    labelScale: asMeasured,
    computePrice: usd(4.1, 'NVIDIA A100: AWS p4d list price $32.77 an hour ÷ 8, via computespec and usage.ai', ''),
    energyPrice: blankMoney('required where you pay for it; rented computing includes it, then 0'),
    jobScale: asMeasured,
    runsRetrain: strubell,
    runsTune: strubell,
    months: blank(own),
    maintenanceHoursRetrain: blank(undated),
    maintenanceHoursTune: blank(undated),
    infrastructureRetrain: blankMoney(own),
    infrastructureTune: blankMoney(own),
    engineerRate: usd(
      76,
      'data scientist, median $54 an hour × 1.4 for overheads: BLS OEWS May 2024 via certifywize (software developer: $63)',
      '2024-05',
    ),
    engineerHoursRetrain: blank(own),
    engineerHoursTune: blank(own),
    dayValue: blankMoney(own),
    delayDaysRetrain: blank(own),
    delayDaysTune: blank(own),
    errorCost: blankMoney(own),
    predictions: blank(own),
    weeksBetweenDrifts: blank(own),
  },
};

/** Published prices of an hour of computing, to choose from. */
export const computePrices: readonly (Price & { readonly title: string })[] = [
  { title: 'NVIDIA T4', ...usd(0.526, 'NVIDIA T4: AWS g4dn.xlarge list price, via computespec and usage.ai', '') },
  { title: 'NVIDIA A100', ...defaultEconomics.prices.computePrice },
  {
    title: 'NVIDIA H100, specialist cloud',
    ...usd(2.49, 'NVIDIA H100: specialist clouds, $2.49 to $2.85, via computespec and usage.ai', ''),
  },
  { title: 'NVIDIA H100, AWS', ...usd(12.29, 'NVIDIA H100: AWS p5 list price $98.32 an hour ÷ 8, via computespec and usage.ai', '2026') },
];

/**
 * The value of an input, money in the currency of the inputs; null where it is blank or its currency has no rate.
 * Throws RangeError, naming the field, for a value that is negative, below its least, or not finite, and for such a rate.
 */
export function known({ prices, currency, rates }: EconomicInputs, id: FieldId): number | null {
  const price = prices[id];
  const { least = 0, title, money: isMoney } = fieldOf(id);
  if (price.value === null) return null;
  if (!(price.value >= least && Number.isFinite(price.value)))
    throw new RangeError(`${id} (${title}) is ${price.value}, expected ${least} or more`);
  if (!isMoney || !price.currency || price.currency === currency) return price.value;
  const rate = rates[price.currency] ?? null;
  if (rate === null) return null;
  if (!(rate > 0 && Number.isFinite(rate)))
    throw new RangeError(`the rate from ${price.currency} to ${currency} is ${rate}, expected more than 0`);
  return price.value * rate;
}

/** What is blank, in words: the field, and where only a rate is wanting, that. */
export function nameBlank({ prices, currency }: EconomicInputs, id: FieldId): string {
  const { value, currency: stated } = prices[id];
  return value === null ? fieldOf(id).title : `${fieldOf(id).title} (in ${stated}; give the rate to ${currency})`;
}
