/** Which input the difference in cost hangs on: each moved alone from its low to its high end. */
import type { ArmSummary } from '../contracts/results.ts';
import { defaultEconomics, fieldIds, fieldOf, type EconomicInputs, type FieldId } from './economics-inputs.ts';
import { totalCost } from './economics-total.ts';

export interface TornadoBar {
  readonly id: FieldId;
  /** The ends the input was moved to, in its own unit and currency. */
  readonly low: number;
  readonly high: number;
  /** TCO_R − TCO_F there, in the currency of the inputs. */
  readonly atLow: number;
  readonly atHigh: number;
}

export interface Tornado {
  /** TCO_R − TCO_F as the inputs stand. */
  readonly now: number;
  /** Widest first; inputs that do not move the difference are left out. */
  readonly bars: readonly TornadoBar[];
}

/** Share of a figure that it is moved by where no range is published. */
const SHARE = 0.5;
/** Share of the totals below which a change is rounding: what both repairs pay alike cancels to that. */
const ROUNDING = 1e-9;

/**
 * The change of TCO_R − TCO_F as each input goes through its range: the published one while the figure is the published one,
 * else ±50 %. Blank inputs cannot be moved. Throws RangeError for an invalid input, naming it.
 */
export function tornado(retrain: ArmSummary, tuned: ArmSummary, inputs: EconomicInputs): Tornado {
  const totals = (changed: EconomicInputs) => [totalCost(retrain, changed).total, totalCost(tuned, changed).total] as const;
  const difference = (changed: EconomicInputs) => {
    const [r, f] = totals(changed);
    return r - f;
  };
  const bars = fieldIds.flatMap((id) => {
    const ends = endsOf(inputs, id);
    if (!ends) return [];
    const [low, high] = ends;
    const moved = (value: number): EconomicInputs => ({ ...inputs, prices: { ...inputs.prices, [id]: { ...inputs.prices[id], value } } });
    const bar: TornadoBar = { id, low, high, atLow: difference(moved(low)), atHigh: difference(moved(high)) };
    return spanOf(bar) > ROUNDING * Math.max(...totals(moved(high))) ? [bar] : [];
  });
  return { now: difference(inputs), bars: bars.sort((a, b) => spanOf(b) - spanOf(a)) };
}

const spanOf = ({ atLow, atHigh }: TornadoBar): number => Math.abs(atHigh - atLow);

function endsOf({ prices }: EconomicInputs, id: FieldId): readonly [number, number] | undefined {
  const { value, source } = prices[id];
  if (value === null) return undefined;
  const { range, least = 0 } = fieldOf(id);
  const published = defaultEconomics.prices[id];
  if (range && value === published.value && source === published.source) return range;
  return [Math.max(least, value * (1 - SHARE)), value * (1 + SHARE)];
}
