/** `--vary path=values`, `--random n`: the cells of a sweep, each a whole experiment. */
import { axisFrom, sweepCells, type Axis, type Cell } from '../../spec/vary.ts';
import type { AnySpec } from '../../spec/schema.ts';
import { CliError } from '../cli-error.ts';
import type { Given, Option } from '../command.ts';

export const varyOptions: readonly Option[] = [
  {
    name: 'vary',
    value: 'path=values',
    many: true,
    help: 'a field of the spec and what it is in turn: labels.budget=20,50,100, base.learningRate=0.001..0.1*5 (equal factors), drift[0].severity=1..5+5 (equal steps); several: every combination',
  },
  { name: 'random', value: 'n', help: 'so many of the combinations, drawn by the root of the spec, in place of all' },
];

export interface Cells {
  readonly axes: readonly Axis[];
  /** How many were drawn; absent where it is every combination. */
  readonly random?: number;
  readonly cells: readonly Cell[];
}

/** Undefined where nothing is to be varied so. @throws CliError that names the option, the field and what is wrong with it */
export function cellsFrom({ lists, values }: Given, spec: AnySpec): Cells | undefined {
  const { vary } = lists;
  if (!vary) {
    if (values.random !== undefined) throw new CliError('--random draws from what --vary names; give --vary path=values too.');
    return undefined;
  }
  try {
    const axes = vary.map(axisFrom);
    if (values.random === undefined) return { axes, cells: sweepCells(spec, axes) };
    if (!/^[1-9]\d*$/.test(values.random)) throw new CliError(`--random: expected a whole number from 1 on, got "${values.random}".`);
    const random = Number(values.random);
    return { axes, random, cells: sweepCells(spec, axes, random) };
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`--vary: ${error.message}.`.replace(/\.\.$/, '.'));
    throw error;
  }
}
