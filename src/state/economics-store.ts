/** What the user says of prices, kept on this device, for each data set where it was said for it; and meter readings, kept with the run they were taken of. */
import {
  computePrices,
  defaultEconomics,
  fieldIds,
  fieldOf,
  known,
  type EconomicInputs,
  type FieldId,
  type Price,
} from '../decide/economics.ts';
import type { MeterReading } from '../measure/cost/meter.ts';
import { PerData } from './per-data.ts';
import { Store } from './store.ts';

const KEY = 'drift-lab-economics';
/** Source of a price that the user typed. */
const OWN_FIGURE = 'your own figure';
/** Always the same, so that nobody takes it for a change. */
const NO_READINGS: readonly MeterReading[] = [];

/** Codes (ISO 4217) to choose from. */
export const currencies: readonly string[] = ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'CNY', 'INR', 'BRL', 'CAD', 'AUD', 'PLN', 'SEK', 'ZAR'];

/** What is written down: only what differs from the defaults. */
interface Kept {
  readonly currency: string;
  readonly rates: EconomicInputs['rates'];
  readonly prices: Partial<Record<FieldId, Price>>;
  readonly lamp: boolean;
}

export class EconomicsStore extends Store {
  inputs: EconomicInputs = defaultEconomics;
  /** Whether energy is also told as the time a lamp burns. */
  lamp = true;
  private readonly byRun = new WeakMap<object, readonly MeterReading[]>();
  private readonly kept: PerData;

  /** `storage` is asked for at each use: a browser may refuse it. */
  constructor(storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = () => localStorage) {
    super();
    this.kept = new PerData(storage, KEY);
    this.restore();
  }

  /** Prices are those of that data set (`dataSetOf`) from here on, where some were set for it, else those last set. For whoever is about to show them: nobody is told. */
  about(dataSet: string): void {
    if (this.kept.about(dataSet)) this.restore();
  }

  /** A figure of the user's own, money in the currency shown; null for blank. An invalid one throws RangeError and changes nothing. */
  setPrice(id: FieldId, value: number | null): void {
    this.put(id, { value, source: OWN_FIGURE, date: '', ...(fieldOf(id).money && { currency: this.inputs.currency }) });
  }

  /** One of the published prices of an hour of computing. */
  useComputePrice(index: number): void {
    const found = computePrices[index];
    if (!found) return;
    const { title: _, ...price } = found;
    this.put('computePrice', price);
  }

  /** Back to the published figure, or to a blank. */
  resetPrice(id: FieldId): void {
    this.put(id, defaultEconomics.prices[id]);
  }

  /** Costs are told in that currency. No rate is known before the user gives it, and those to the currency before are void. */
  setCurrency(currency: string): void {
    this.replace({ ...this.inputs, currency, rates: {} });
  }

  /** Units of the currency shown for one unit of `from`; null for unknown. */
  setRate(from: string, rate: number | null): void {
    this.replace({ ...this.inputs, rates: { ...this.inputs.rates, [from]: rate } });
  }

  /** Currencies of filled-in prices other than the one shown: each needs a rate. */
  get foreign(): string[] {
    const { prices, currency } = this.inputs;
    const stated = fieldIds.flatMap((id) => (prices[id].value === null ? [] : (prices[id].currency ?? [])));
    return [...new Set(stated)].filter((code) => code !== currency);
  }

  setLamp(lamp: boolean): void {
    this.lamp = lamp;
    this.keep();
  }

  /** Everything as it was before the first visit, meter readings apart. */
  reset(): void {
    this.inputs = defaultEconomics;
    this.lamp = true;
    try {
      this.kept.forget();
    } catch {
      // Storage that refuses has nothing to forget.
    }
    this.changed();
  }

  /** Readings of a meter taken of that run. */
  readings(run: object): readonly MeterReading[] {
    return this.byRun.get(run) ?? NO_READINGS;
  }

  /** Adds a reading; another one of the same repair, or of the whole run, gives way. */
  attach(run: object, reading: MeterReading): void {
    this.byRun.set(run, [...this.readings(run).filter(({ of }) => of !== reading.of), reading]);
    this.changed();
  }

  detach(run: object, of: string): void {
    this.byRun.set(
      run,
      this.readings(run).filter((reading) => reading.of !== of),
    );
    this.changed();
  }

  private put(id: FieldId, price: Price): void {
    this.replace({ ...this.inputs, prices: { ...this.inputs.prices, [id]: price } });
  }

  private replace(inputs: EconomicInputs): void {
    fieldIds.forEach((id) => known(inputs, id));
    this.inputs = inputs;
    this.keep();
  }

  private keep(): void {
    const { currency, rates, prices } = this.inputs;
    const changes = Object.fromEntries(fieldIds.filter((id) => prices[id] !== defaultEconomics.prices[id]).map((id) => [id, prices[id]]));
    const kept: Kept = { currency, rates, prices: changes, lamp: this.lamp };
    try {
      this.kept.write(JSON.stringify(kept));
    } catch {
      // Private windows may refuse storage; the prices then last for this visit.
    }
    this.changed();
  }

  /** What was kept, where all of it can be read; else the defaults stay. */
  private restore(): void {
    try {
      const text = this.kept.read();
      this.inputs = defaultEconomics;
      this.lamp = true;
      const kept: unknown = JSON.parse(text ?? 'null');
      if (!isKept(kept)) return;
      const inputs = { currency: kept.currency, rates: kept.rates, prices: { ...defaultEconomics.prices, ...kept.prices } };
      fieldIds.forEach((id) => known(inputs, id));
      this.inputs = inputs;
      this.lamp = kept.lamp;
    } catch {
      // Storage that refuses leaves what was said on this visit; from what an older version or another hand wrote the defaults follow.
    }
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isAmount = (value: unknown): value is number | null => value === null || typeof value === 'number';

function isKept(value: unknown): value is Kept {
  if (!isRecord(value) || !currencies.includes(value['currency'] as string) || typeof value['lamp'] !== 'boolean') return false;
  const { rates, prices } = value;
  return (
    isRecord(rates) &&
    Object.values(rates).every(isAmount) &&
    isRecord(prices) &&
    Object.entries(prices).every(([id, price]) => fieldIds.includes(id as FieldId) && isPrice(price))
  );
}

const isPrice = (value: unknown): boolean =>
  isRecord(value) &&
  isAmount(value['value']) &&
  typeof value['source'] === 'string' &&
  typeof value['date'] === 'string' &&
  ['string', 'undefined'].includes(typeof value['currency']);

/** The prices of this page, wherever they are asked for. */
export const economics = new EconomicsStore();
