/** Whether the detectors and tests give the answers that were published, or counted by brute force, case by case. */
import type { Conformance } from '../contracts/detect.ts';
import { randomStream } from '../random/random.ts';
import { withDefaults, type ParameterValues } from '../spec/parameter.ts';
import { goldenStreamCases } from './golden/cases.ts';
import { raisedOn } from './streaming/alarms.ts';
import { findDetector } from './streaming/registry.ts';
import { goldenTestCases } from './two-sample/golden.ts';
import { findTest } from './two-sample/registry.ts';

/** Every golden case, computed now. @param onProgress share of the cases that are done, 0 … 1 */
export function conformance(onProgress: (share: number) => void = () => undefined): Conformance[] {
  const cases = [...goldenStreamCases.map((each) => () => [ofDetector(each)]), ...goldenTestCases.map((each) => () => ofTest(each))];
  return cases.flatMap((compute, i) => {
    onProgress(i / cases.length);
    return compute();
  });
}

const told = (params: ParameterValues): string =>
  Object.entries(params)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');

function ofDetector({ detector, params, stream: values, expected, source }: (typeof goldenStreamCases)[number]): Conformance {
  const { alarms } = raisedOn(findDetector(detector)!, params, values(), randomStream(1, 'golden'));
  return {
    subject: detector,
    params: told(params),
    expected: `alarms [${expected.join(', ')}]`,
    computed: `alarms [${alarms.join(', ')}]`,
    agrees: alarms.join() === expected.join(),
    source,
  };
}

function ofTest({
  test,
  params,
  reference,
  current,
  width = 1,
  expected,
  tolerance,
  source,
}: (typeof goldenTestCases)[number]): Conformance[] {
  const entry = findTest(test)!;
  const batch = (x: readonly number[]) => ({ x, rows: x.length / width, width });
  const { statistic, pValue, details } = entry.run(
    batch(reference),
    batch(current),
    withDefaults(entry.parameters, params),
    randomStream(1, 'golden'),
  );
  const all: Readonly<Record<string, number | undefined>> = { ...details, statistic, pValue };
  return Object.entries(expected).map(([name, value]) => ({
    subject: test,
    params: told(params),
    expected: `${name} ${value}`,
    computed: `${name} ${all[name] ?? 'none'}`,
    agrees: Math.abs((all[name] ?? NaN) - value) <= tolerance,
    source,
  }));
}
