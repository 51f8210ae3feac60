/** Complaints in the spec of a stream: how often answers are complained of, and when that is heard. */
import { integer, list, real } from '../../common.ts';
import * as v from 'valibot';

/** Who may have rates of their own. */
const MOST_EXCEPTIONS = 100;

/** How often a wrong answer, and how often a right one, is complained of: probabilities. */
const rates = {
  wrong: real(0, 1, 'probability that a wrong answer is complained of'),
  right: real(0, 1, 'probability that a right answer is complained of'),
};

/**
 * Every answer that is served is complained of or not, by itself. A complaint comes with the right answer: that is how a repair can learn
 * from it. The first exception that fits a row holds for it; classes are those of the truth, not of the answer.
 */
export const complaintsSchema = v.strictObject({
  ...rates,
  /** Batches after which complaints are heard. */
  delay: integer(0, 1000, 'batches'),
  /** Whose rates are others; absent = nobody's. */
  except: v.exactOptional(
    v.pipe(
      list(
        v.strictObject({
          scope: v.picklist(['class', 'group'], 'expected class or group'),
          name: v.pipe(v.string('expected a name'), v.maxLength(200)),
          ...rates,
        }),
        1,
        MOST_EXCEPTIONS,
        'exceptions',
      ),
      v.check((all) => new Set(all.map(({ scope, name }) => `${scope} ${name}`)).size === all.length, 'names a class or group twice'),
    ),
  ),
});

export type ComplaintRates = Readonly<Record<keyof typeof rates, number>>;
export type Complaints = v.InferOutput<typeof complaintsSchema>;
