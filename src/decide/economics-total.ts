/**
 * Total cost of ownership of one repair:
 *
 * labels·price + runs·(hours·compute + energy·price) + engineer's hours·rate + months·(upkeep + infrastructure) + delay·value of a day.
 *
 * The last run is booked as compute, those of the search before it as iteration: a single run hides the multiplier
 * (Strubell, Ganesh & McCallum 2019, arXiv:1906.02243). Upkeep stands for the debt of Sculley et al. 2015.
 */
import type { ArmSummary } from '../contracts/results.ts';
import { known, nameBlank, type ComponentId, type EconomicInputs, type FieldId } from './economics-inputs.ts';

/** One part of a total. */
export interface CostComponent {
  readonly id: ComponentId;
  /** In the currency of the inputs; null when nothing of it is known. */
  readonly amount: number | null;
  /** What is blank, and so left out, in words. */
  readonly missing: readonly string[];
}

export interface CostBreakdown {
  /** Id of the arm. */
  readonly arm: string;
  readonly currency: string;
  readonly components: readonly CostComponent[];
  /** Sum of what is known; a lower bound where something is missing. */
  readonly total: number;
  /** What is blank in any component, each named once. */
  readonly missing: readonly string[];
  readonly lowerBound: boolean;
}

export const componentTitles: Readonly<Record<ComponentId, string>> = {
  data: 'data preparation',
  compute: 'compute',
  iteration: 'iteration',
  maintenance: 'maintenance and drift',
  infrastructure: 'infrastructure and deployment',
  talent: 'talent',
  opportunity: 'opportunity (time to market)',
};

const JOULES_PER_KWH = 3.6e6;
const WEEKS_PER_YEAR = 365.25 / 7;

/** A factor of a product: a value, or what is blank. */
type Factor = { readonly value: number } | { readonly blank: string };

/**
 * The cost of one repair with such an arm. Leaving the model as it is (`none`) costs nothing here: it pays in errors.
 * A blank factor leaves its product out, unless another factor is 0. Throws RangeError for a negative or non-finite input,
 * naming it.
 */
export function totalCost(arm: ArmSummary, inputs: EconomicInputs): CostBreakdown {
  const components = (Object.entries(partsOf(arm, inputs)) as [ComponentId, Factor[][]][]).map(([id, products]) =>
    component(id, arm.family === 'none' ? [] : products),
  );
  const missing = [...new Set(components.flatMap((part) => part.missing))];
  return {
    arm: arm.id,
    currency: inputs.currency,
    components,
    total: components.reduce((sum, { amount }) => sum + (amount ?? 0), 0),
    missing,
    lowerBound: missing.length > 0,
  };
}

/** The amount of one component; null when nothing of it is known. */
export const amountOf = ({ components }: CostBreakdown, id: ComponentId): number | null =>
  components.find((part) => part.id === id)!.amount;

/** The cost of a year with a repair at every drift; null where the time between drifts is blank or 0. */
export function yearlyCost({ total }: CostBreakdown, inputs: EconomicInputs): number | null {
  const weeks = known(inputs, 'weeksBetweenDrifts');
  return weeks ? (total * WEEKS_PER_YEAR) / weeks : null;
}

/** The sums of products that make up each component. */
function partsOf(arm: ArmSummary, inputs: EconomicInputs): Readonly<Record<ComponentId, Factor[][]>> {
  const of = (id: FieldId): Factor => {
    const value = known(inputs, id);
    return value === null ? { blank: nameBlank(inputs, id) } : { value };
  };
  const way = arm.family === 'retrain' ? 'Retrain' : 'Tune';
  const runs = of(`runs${way}`);
  const searched: Factor = 'value' in runs ? { value: runs.value - 1 } : runs;
  const joules = arm.trainSeconds.mean > 0 ? arm.energy?.value : 0;
  const kWh: Factor = joules === undefined ? { blank: 'the energy of this repair' } : { value: joules / JOULES_PER_KWH };
  const oneRun = [
    [{ value: arm.trainSeconds.mean / 3600 }, of('jobScale'), of('computePrice')],
    [kWh, of('jobScale'), of('energyPrice')],
  ];
  return {
    data: [[{ value: arm.counts.labels }, of('labelScale'), of('labelPrice')]],
    compute: oneRun,
    iteration: oneRun.map((product) => [searched, ...product]),
    maintenance: [[of('months'), of(`maintenanceHours${way}`), of('engineerRate')]],
    infrastructure: [[of('months'), of(`infrastructure${way}`)]],
    talent: [[of(`engineerHours${way}`), of('engineerRate')]],
    opportunity: [[of(`delayDays${way}`), of('dayValue')]],
  };
}

function component(id: ComponentId, products: readonly (readonly Factor[])[]): CostComponent {
  const known: number[] = [];
  const missing = new Set<string>();
  for (const factors of products) {
    const values = factors.flatMap((factor) => ('value' in factor ? factor.value : []));
    if (values.length === factors.length || values.includes(0)) known.push(values.reduce((product, value) => product * value, 1));
    else factors.forEach((factor) => 'blank' in factor && missing.add(factor.blank));
  }
  const nothing = known.length === 0 && products.length > 0;
  return { id, amount: nothing ? null : known.reduce((sum, value) => sum + value, 0), missing: [...missing] };
}
