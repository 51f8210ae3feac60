/**
 * A vote: an alarm when at least k of n detectors raised one within the latest `window` items.
 *
 * Each member watches the stream with its defaults and resets itself after its own alarms, which count as votes for
 * `window` items. After the common alarm all members and votes start afresh. It warns while at least one vote counts.
 */
import type { Random } from '../../random/random.ts';
import type { StreamDetector, StreamDetectorEntry } from '../types.ts';
import { choice, defineDetector, numberOf, refuseNoError, whole } from './define.ts';

const SEATS = ['first', 'second', 'third', 'fourth', 'fifth'] as const;
const PRESET = ['ddm', 'hddm-a', 'adwin', 'none', 'none'];
const NOBODY = 'none';

class KOfN implements StreamDetector {
  alarm = false;
  warning = false;
  /** Votes that count. */
  statistic = 0;
  readonly threshold: number;
  private n = 0;
  private members: StreamDetector[];
  private readonly votes: Float64Array;

  constructor(
    private readonly seat: () => StreamDetector[],
    k: number,
    private readonly window: number,
  ) {
    this.threshold = k;
    this.members = seat();
    this.votes = new Float64Array(this.members.length).fill(-Infinity);
  }

  update(value: number): void {
    if (value !== 0 && value !== 1) refuseNoError(value);
    if (this.alarm) this.reset();
    this.n++;
    let count = 0;
    for (let i = 0; i < this.members.length; i++) {
      const member = this.members[i]!;
      member.update(value);
      if (member.alarm) this.votes[i] = this.n;
      if (this.n - this.votes[i]! < this.window) count++;
    }
    this.statistic = count;
    this.alarm = count >= this.threshold;
    this.warning = count > 0 && !this.alarm;
  }

  private reset(): void {
    this.alarm = this.warning = false;
    this.n = 0;
    this.members = this.seat();
    this.votes.fill(-Infinity);
  }
}

/** The vote over those detectors. */
export function kOfN(known: readonly StreamDetectorEntry[]): StreamDetectorEntry {
  const find = (id: unknown) => known.find((entry) => entry.id === id);
  const choices = { [NOBODY]: 'nobody', ...Object.fromEntries(known.map(({ id, title }) => [id, title])) };
  return defineDetector({
    id: 'k-of-n',
    title: 'Vote of k of n',
    help: 'Raises an alarm when several detectors agree within a short time; fewer false alarms than any one of them.',
    source:
      'voting ensembles of change-point detectors (Mozilla 2026, arXiv:2606.18377); members as in their own sources, with their defaults',
    input: 'error',
    sensitivity: 'k',
    parameters: [
      whole('k', { title: 'Votes needed', help: 'How many must agree.', min: 1, max: SEATS.length, default: 2 }),
      whole('window', { title: 'Within', help: 'Items for which a vote counts.', min: 1, max: 100_000, default: 100, unit: 'items' }),
      ...SEATS.map((name, i) => choice(name, `Member ${i + 1}`, 'A detector that votes.', choices, PRESET[i]!)),
    ],
    create(params, random: Random) {
      const entries = SEATS.flatMap((name) => find(params[name]) ?? []);
      const k = numberOf(params, 'k');
      if (k > entries.length) throw new RangeError(`k-of-n: ${k} votes are needed of ${entries.length} members; name more or lower k`);
      return new KOfN(() => entries.map((entry) => entry.create({}, random)), k, numberOf(params, 'window'));
    },
  });
}
