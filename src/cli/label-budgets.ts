/** `--labels 10,50,200`: the budgets of a sweep. */
import { LEAST_LABELS, MOST_BUDGETS } from '../decide/label-budgets.ts';
import { CliError } from './cli-error.ts';

/** The budgets in that text, rising; `pool` is how many labelled rows there are. @throws CliError that says what to give instead. */
export function budgetsFrom(text: string, pool: number): number[] {
  const parts = text.split(',').map((part) => part.trim());
  const odd = parts.find((part) => !/^\d+$/.test(part));
  if (odd !== undefined) throw new CliError(`--labels: expected whole numbers with commas between them, such as 10,50,200, got "${odd}".`);
  const budgets = [...new Set(parts.map(Number))].sort((a, b) => a - b);
  if (budgets.length < 2) throw new CliError('--labels: a sweep needs 2 or more different budgets, such as 10,50,200; "lab run" runs one.');
  if (budgets.length > MOST_BUDGETS) throw new CliError(`--labels: takes at most ${MOST_BUDGETS} budgets, got ${budgets.length}.`);
  if (budgets[0]! < LEAST_LABELS) throw new CliError(`--labels: must be at least ${LEAST_LABELS}, got ${budgets[0]}.`);
  const most = budgets.at(-1)!;
  if (most > pool)
    throw new CliError(`--labels: asks for ${most} labels out of a pool of ${pool}; lower it, or raise data.split.newPool in the spec.`);
  return budgets;
}
