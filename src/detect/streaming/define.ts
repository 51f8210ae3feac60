/** What all stream detectors share: how parameters are declared and checked, and what a stream may hold. */
import { checkParameters, withDefaults, type Parameter, type ParameterValues } from '../../spec/parameter.ts';
import type { StreamDetector, StreamDetectorEntry } from '../types.ts';

/** The entry with `create` made safe: absent parameters get their defaults, wrong ones throw RangeError. */
export function defineDetector(entry: StreamDetectorEntry): StreamDetectorEntry {
  return {
    ...entry,
    create(given, random): StreamDetector {
      const [wrong] = checkParameters(entry.parameters, given, { classes: [], columns: [] });
      if (wrong) throw new RangeError(`${entry.id}, parameter ${wrong.name}: ${wrong.message}`);
      return entry.create(withDefaults(entry.parameters, given), random);
    },
  };
}

/** What a numeric parameter is called, and its range. */
interface NumberFacts {
  readonly title: string;
  readonly help: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly unit?: string;
}

export const real = (name: string, facts: NumberFacts): Parameter => ({ name, kind: 'number', ...facts });

export const whole = (name: string, facts: NumberFacts): Parameter => ({ name, kind: 'number', whole: true, ...facts });

/** A choice among ids with their titles; the first is the default where none is named. */
export function choice(name: string, title: string, help: string, choices: Readonly<Record<string, string>>, preset?: string): Parameter {
  const list = Object.entries(choices).map(([id, label]) => ({ id, title: label }));
  return { name, title, help, kind: 'choice', choices: list, default: preset ?? list[0]!.id };
}

/** The value of a numeric parameter. */
export const numberOf = (params: ParameterValues, name: string): number => params[name] as number;

/** @throws RangeError always: the value is neither 0 nor 1. */
export function refuseNoError(value: number): never {
  throw new RangeError(`a detector of errors takes 0 (right) or 1 (wrong), got ${value}; for other numbers choose a detector of values`);
}

/** Squares of larger numbers, and sums of them over a stream, leave double precision. */
export const LARGEST = 1e100;

/** @throws RangeError always: the value is NaN, infinite or beyond `LARGEST`. */
export function refuseValue(value: number): never {
  throw new RangeError(
    `a detector of values takes ${Number.isFinite(value) ? `numbers up to ${LARGEST}` : 'finite numbers'}, got ${value}; ${
      Number.isFinite(value) ? 'leave out marks of missing values, or count in a larger unit' : 'leave out or fill in missing values first'
    }`,
  );
}

/** Items before the first check, as most detectors call it. */
export const warmUp = (preset: number, help = 'Items after a reset during which no alarm is raised.'): Parameter =>
  whole('warmUp', { title: 'Warm-up', help, min: 1, max: 100_000, default: preset, unit: 'items' });
