/** What a repair costs beyond seconds: everything that the page and other rules take from here. */
export { breakEvenTraffic, patchDebt, type BreakEven, type PatchDebt, type Refusal } from './economics-break-even.ts';
export {
  computePrices,
  defaultEconomics,
  economicFields,
  fieldIds,
  fieldOf,
  known,
  type ComponentId,
  type EconomicInputs,
  type FieldId,
  type Price,
} from './economics-inputs.ts';
export { tornado } from './economics-tornado.ts';
export { componentTitles, totalCost, yearlyCost, type CostBreakdown } from './economics-total.ts';
