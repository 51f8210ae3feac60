/** Energy that a person read from an external meter. It takes the place of the proxy, which is only a model. */
import type { ArmSummary, Quantity } from '../../contracts/results.ts';

export type MeterUnit = 'J' | 'Wh';
const JOULES: Readonly<Record<MeterUnit, number>> = { J: 1, Wh: 3600 };

/** What a meter showed, and of what: one arm, all its repeats together, or the whole run. */
export interface MeterReading {
  readonly amount: number;
  readonly unit: MeterUnit;
  /** Id of an arm, or `run`. */
  readonly of: string;
}

/** Id of the reading that covers the whole run. */
export const WHOLE_RUN = 'run';

/** A reading in joules. Throws RangeError when the amount is not positive and finite. */
export function readingJoules({ amount, unit }: MeterReading): number {
  if (!(amount > 0 && Number.isFinite(amount))) throw new RangeError(`the meter reading is ${amount}, expected more than 0`);
  return amount * JOULES[unit];
}

/**
 * The arms with metered energy (J per repeat) in place of the proxy, where there is a reading.
 *
 * A reading of one arm is divided by its repeats, and what speaks against the proxy no longer counts. A reading of the
 * whole run is shared out by training time, and so includes the base models, compilation and evaluation: doubts about the
 * timing stay. An arm's own reading comes before its share. Readings of 0 or less throw RangeError.
 */
export function withReadings(arms: readonly ArmSummary[], readings: readonly MeterReading[]): ArmSummary[] {
  const whole = readings.find((reading) => reading.of === WHOLE_RUN);
  const secondsOf = (arm: ArmSummary) => arm.trainSeconds.mean * arm.trainSeconds.values.length;
  const seconds = arms.reduce((sum, arm) => sum + secondsOf(arm), 0);
  return arms.map((arm) => {
    const own = readings.find((reading) => reading.of === arm.id);
    const repeats = arm.trainSeconds.values.length;
    if (own)
      return {
        ...arm,
        energy: external(readingJoules(own) / repeats, `read from a meter for this repair, divided by ${repeats} repeats`),
        validity: [],
      };
    if (!whole || !(secondsOf(arm) > 0)) return arm;
    const share = secondsOf(arm) / seconds;
    return {
      ...arm,
      energy: external(
        (readingJoules(whole) * share) / repeats,
        'read from a meter for the whole run, shared out by training time; base models, compilation and evaluation included',
      ),
    };
  });
}

const external = (joules: number, method: string): Quantity => ({
  value: joules,
  lo: joules,
  hi: joules,
  unit: 'J',
  kind: 'external',
  method,
  source: 'an external meter, typed in; its error is not known here',
});
