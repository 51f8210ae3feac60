/**
 * From joules to greenhouse gas, and to something one can picture: C = E / 3.6e6 · I(region), a location-based estimate.
 *
 * I is the yearly average intensity of a country's grid. It says nothing of the hour, of a contract for green power, or of
 * what one more kWh makes plants burn (marginal intensity). Which country it is moves the answer twentyfold.
 */
import { averageIntensity } from '@tgwf/co2/data';
import type { Quantity } from '../../contracts/results.ts';

const JOULES_PER_KWH = 3.6e6;
/** Power of a usual LED lamp (W). */
const LAMP_W = 10;

/** The region of a spec that names none. */
export const WORLD = 'WORLD';

/** Where the intensities come from. The licence of the data (CC BY-SA 4.0) is not that of the package (Apache-2.0). */
const CARBON_SOURCE = '@tgwf/co2@0.19.0/Ember (CC BY-SA 4.0)';

/** `WORLD` and every country with a known intensity, by ISO 3166 alpha-3 code; groups of countries are left out. */
export const regions: readonly string[] = [WORLD, ...Object.keys(averageIntensity.data).filter((code) => /^[A-Z]{3}$/.test(code))];

/** Average intensity of the region's grid (gCO2e/kWh). Throws RangeError for a region that is not in `regions`. */
export function gridIntensity(region: string): number {
  const grams = regions.includes(region) ? averageIntensity.data[region] : undefined;
  if (grams === undefined) throw new RangeError(`no grid intensity is known for the region "${region}"; use WORLD or a code like FRA`);
  return grams;
}

/**
 * Greenhouse gas of that energy (J) on the region's average grid, in gCO2e. The band is that of the energy alone.
 * Throws RangeError for an unknown region.
 */
export function carbon(energy: Quantity, region: string): Quantity {
  const intensity = gridIntensity(region);
  const grams = (joules: number) => (joules / JOULES_PER_KWH) * intensity;
  return {
    value: grams(energy.value),
    lo: grams(energy.lo),
    hi: grams(energy.hi),
    unit: 'gCO2e',
    kind: 'modelled',
    method: `energy (${energy.kind}) ÷ 3.6 MJ per kWh × ${intensity} gCO2e/kWh, the yearly average of ${region}`,
    source: CARBON_SOURCE,
  };
}

/** How long a 10 W lamp burns on that energy (s). */
export function lampSeconds({ value, lo, hi }: Quantity): { readonly value: number; readonly lo: number; readonly hi: number } {
  return { value: value / LAMP_W, lo: lo / LAMP_W, hi: hi / LAMP_W };
}
