/** What came of the known results, as text: each claim, its source, and what paired seeds say of every ordering in it. */
import { halfWidth } from '../../maths/statistics.ts';
import { seconds } from '../../measure/format.ts';
import { aligned } from '../../record/export/aligned.ts';
import type { Found } from '../../science/claim.ts';
import { tally } from '../../science/tally.ts';
import { specKindOf } from '../../spec/kinds/registry.ts';
import type { Study } from './run.ts';

/** Without a line end. */
export function scienceText(studies: readonly Pick<Study, 'id' | 'claim' | 'source' | 'spec' | 'found' | 'durationMs'>[]): string {
  const lines = studies.flatMap(({ id, claim, source, spec, found, durationMs }) => [
    `${id}: ${claim}`,
    `  ${source}; ${spec.data.id}, ${spec.drift.map((drift) => `${drift.id} ${drift.severity}`).join(' + ')}, ${specKindOf(spec).labelled(spec)}, ${spec.seeds.count} seeds, ${seconds(durationMs / 1000)}`,
    ...aligned(found.map(row)).map((line) => `  ${line}`),
    '',
  ]);
  return [
    ...lines,
    `${tally(studies.flatMap(({ found }) => found))}. Accuracy in points, mean difference over paired seeds ± half of a 95 % interval; each ordering on its own, nothing is corrected for their number.`,
  ].join('\n');
}

function row({ better, worse, world, above, difference, finding, reason }: Found): string[] {
  const points = (value: number) => (100 * value).toFixed(1);
  const said = difference
    ? `${difference.mean < 0 ? '' : '+'}${points(difference.mean)} ± ${points(halfWidth(difference))}`
    : (reason ?? '');
  return [`${better} − ${worse}, ${world === 'served' ? 'as served' : `${world} world`}`, `> ${points(above)}`, said, finding];
}
