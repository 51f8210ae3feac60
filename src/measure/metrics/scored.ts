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

/** Of scores `[rows, classes]` the accuracy (0 … 1), of numbers `[rows]` R² (1 at most). */
export const scored = (outputs: ArrayLike<number>, { rows, y, target }: Truth): number =>
  target ? determination(outputs, target) : accuracyOf(argmax(outputs, rows), y);
