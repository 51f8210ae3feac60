/** How well outputs tell what is true of rows, in one figure that is better when it is higher. */
import { argmax } from '../../maths/argmax.ts';
import { accuracyOf } from './measures.ts';
import { determination } from './determination.ts';

/** What is true of rows. */
interface Truth {
  readonly rows: number;
  readonly y: ArrayLike<number>;
  readonly target?: ArrayLike<number>;
}

/** Of each row, how well it came out: 1 where its class is right and else 0; of a number, minus its squared error. */
export function meritsOf(outputs: ArrayLike<number>, { rows, y, target }: Truth): number[] {
  if (!target) return Array.from(argmax(outputs, rows), (label, row) => Number(label === y[row]));
  return Array.from(target, (wanted, row) => -((wanted - (Number.isFinite(outputs[row]!) ? outputs[row]! : 0)) ** 2));
}

/** Of scores `[rows, classes]` the accuracy (0 … 1), of numbers `[rows]` R² (1 at most). */
export const scored = (outputs: ArrayLike<number>, { rows, y, target }: Truth): number =>
  target ? determination(outputs, target) : accuracyOf(argmax(outputs, rows), y);
