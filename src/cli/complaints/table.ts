/** What `lab complaints` prints: how soon each signal rings, how often for nothing, and from which q on complaints are of use. */
import { ERRORS, type ComplaintStudy, type Ringing } from '../../experiment/complaint-study.ts';
import { aligned } from '../../record/export/aligned.ts';

/** Of the worlds with drift, in how many complaints have to ring to be of use. */
const USEFUL = 0.5;

/** The middle of the batches until it rings, where never counts as later than any; null where it rings in fewer than half of the worlds. */
export function medianDelay({ delays }: Pick<Ringing, 'delays'>): number | null {
  const sorted = [...delays].map((delay) => delay ?? Infinity).sort((a, b) => a - b);
  const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  return Number.isFinite(middle) ? middle : null;
}

/** Worlds in which the one rings before the other. */
export const sooner = (one: Ringing, other: Ringing): number =>
  one.delays.filter((delay, i) => delay !== null && delay < (other.delays[i] ?? Infinity)).length;

export function complaintText(study: ComplaintStudy): string {
  const { seeds, ringing, accuracy } = study;
  const errors = ringing.find(({ signal }) => signal === ERRORS)!;
  const header = ['signal', 'q', 'rings', 'after batches', 'before errors of labels', 'false alarms', 'accuracy off by'];
  const rows = ringing.map((one) => [
    one.signal,
    one.wrong === undefined ? '' : shareText(one.wrong),
    `${one.delays.filter((delay) => delay !== null).length} of ${seeds}`,
    String(medianDelay(one) ?? 'never'),
    one === errors ? '–' : `${sooner(one, errors)} of ${seeds}`,
    `${one.falseAlarms} of ${seeds}`,
    one.estimateOff === undefined ? '' : `${(100 * one.estimateOff).toFixed(1)} points`,
  ]);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    ...aligned([header, ...rows]),
    '',
    `Accuracy ${percent(accuracy.old)} on held-out old rows, ${percent(accuracy.before)} in the stream before the change and ${percent(accuracy.after)} from then on; ${seeds} worlds with the change, ${seeds} without.`,
    'After batches: the median, where a world in which it never rings counts as later than all others; never: in fewer than half of them.',
    ...verdict(ringing, errors, seeds),
  ].join('\n');
}

/** From which q on complaints, watched by one and the same, are of use. */
function verdict(ringing: readonly Ringing[], errors: Ringing, seeds: number): string[] {
  const kinds = [...new Set(ringing.flatMap(({ signal, wrong }) => (wrong === undefined ? [] : [signal])))];
  return kinds.map((kind) => {
    const own = ringing.filter(({ signal, wrong }) => signal === kind && wrong !== undefined).sort((a, b) => a.wrong! - b.wrong!);
    const useless = own.filter(({ delays }) => delays.filter((delay) => delay !== null).length < USEFUL * seeds);
    const late = own.filter((one) => !useless.includes(one) && (medianDelay(one) ?? Infinity) >= (medianDelay(errors) ?? Infinity));
    const name = `${kind[0]!.toUpperCase()}${kind.slice(1)}`;
    const list = (some: readonly Ringing[]) => some.map(({ wrong }) => shareText(wrong!)).join(', ');
    return (
      [
        useless.length
          ? `${name}: of no use at q = ${list(useless)} (rings in fewer than half of the worlds)`
          : `${name}: rings in half of the worlds or more at every q tried`,
        late.length ? `no sooner than errors of labels at q = ${list(late)}` : 'where it rings, sooner than errors of labels',
      ].join('; ') + '.'
    );
  });
}

const shareText = (share: number): string => `${Number((100 * share).toPrecision(3))} %`;
