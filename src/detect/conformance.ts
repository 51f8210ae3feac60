/** Whether the detectors and tests give the answers that were published for them, case by case. */
import { stream } from '../random/random.ts';
import { goldenStreamCases } from './golden/cases.ts';
import { raisedOn } from './streaming/alarms.ts';
import { findDetector } from './streaming/registry.ts';

export interface Conformance {
  readonly subject: string;
  /** Parameters that differ from the defaults, as `name=value`. */
  readonly params: string;
  readonly expected: string;
  readonly computed: string;
  readonly agrees: boolean;
  readonly source: string;
}

/** Every golden case, computed now. */
export function conformance(): Conformance[] {
  return goldenStreamCases.map(({ detector, params, stream: values, expected, source }) => {
    const entry = findDetector(detector)!;
    const { alarms: computed } = raisedOn(entry, params, values(), stream(1, 'golden'));
    return {
      subject: detector,
      params: Object.entries(params).map(([name, value]) => `${name}=${String(value)}`).join(' '),
      expected: `[${expected.join(', ')}]`,
      computed: `[${computed.join(', ')}]`,
      agrees: computed.join() === expected.join(),
      source,
    };
  });
}
