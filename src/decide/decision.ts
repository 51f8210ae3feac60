/** A person's decision about a repair: who, what, why, on which evidence. It can be exported as an adaptation plan. */
import { contentId } from '../spec/canonical.ts';
import { WHOLE_RUN, type MeterReading } from '../measure/cost/meter.ts';
import type { Advice } from './settled.ts';
import { fieldIds, fieldOf, type EconomicInputs } from './economics.ts';
import type { Flip } from './flips.ts';
import type { Situation } from './situation.ts';

export type DecisionKind = 'approved' | 'rejected' | 'overridden';

/** What a person says. */
export interface Signature {
  readonly decision: DecisionKind;
  /** Id of the repair that is to be made; `none` keeps the model. Absent when the advice is rejected without another choice. */
  readonly arm?: string;
  readonly name: string;
  readonly reason: string;
  /** How the repaired model was validated: in a regulated domain required for every repair. */
  readonly validation: string;
}

export interface DecisionRecord extends Signature {
  readonly version: 1;
  /** `sha256:` of this record's canonical JSON without `id`. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly runId: string;
  readonly specId: string;
  readonly situation: Situation;
  readonly advice: Advice;
  readonly flips: readonly Flip[];
  /** What the person said of prices and read from a meter: the advice rests on them as well. */
  readonly prices: EconomicInputs;
  readonly readings: readonly MeterReading[];
}

/** What is missing from a signature, by field; empty when it can be recorded. */
export function checkSignature(given: Signature, advice: Advice): { readonly field: keyof Signature; readonly message: string }[] {
  const wrong: { field: keyof Signature; message: string }[] = [];
  const asks = (field: keyof Signature, message: string) => void wrong.push({ field, message });
  if (given.name.trim() === '') asks('name', 'Say who decides.');
  const needsReason = advice.needsApproval || given.decision !== 'approved';
  if (needsReason && given.reason.trim() === '')
    asks(
      'reason',
      given.decision === 'approved' ? 'In a regulated domain an approval needs its reason.' : 'Say why the advice is not followed.',
    );
  if (given.decision === 'approved' && advice.arm === undefined)
    asks('decision', 'There is nothing to approve: the advice names no repair.');
  if (given.decision === 'overridden' && (given.arm === undefined || given.arm === advice.arm))
    asks('arm', 'Name the repair that is made instead.');
  const repairs = given.decision === 'approved' ? advice.arm : given.arm;
  if (advice.needsApproval && repairs !== undefined && repairs !== 'none' && given.validation.trim() === '')
    asks('validation', 'In a regulated domain say how the repaired model was validated.');
  return wrong;
}

/** The record with its id. @throws RangeError when the signature is incomplete. */
export function decisionRecord(
  signature: Signature,
  parts: Pick<DecisionRecord, 'at' | 'runId' | 'specId' | 'situation' | 'advice' | 'flips' | 'prices' | 'readings'>,
): DecisionRecord {
  const [wrong] = checkSignature(signature, parts.advice);
  if (wrong) throw new RangeError(`${wrong.field}: ${wrong.message}`);
  const { arm } = signature.decision === 'approved' ? parts.advice : signature;
  const record = { version: 1 as const, ...signature, ...(arm !== undefined && { arm }), ...parts };
  return { ...record, id: contentId(record) };
}

/** Prices that were known, each with where it is from. */
function stated({ prices, currency }: EconomicInputs): string[] {
  return fieldIds.flatMap((id) => {
    const { value, source, date, currency: of = currency } = prices[id];
    const { title, unit, money } = fieldOf(id);
    return value === null ? [] : [`${title}: ${value} ${money ? `${of} ` : ''}${unit} (${[source, date].filter(Boolean).join(', ')})`];
  });
}

/**
 * The record as an adaptation plan in Markdown, in the shape of a predetermined change control plan (FDA guidance, 2024): what is
 * planned, how it is validated, what it may do, and how to go back. `title` names a repair by its id.
 */
export function adaptationPlan(record: DecisionRecord, title: (arm: string) => string): string {
  const { advice, situation, arm } = record;
  const list = (lines: readonly string[], none: string) => (lines.length ? lines.map((line) => `- ${line}`).join('\n') : `- ${none}`);
  const chosen = arm === undefined ? 'no repair' : arm === 'none' ? 'keep the model as it is' : title(arm);
  return [
    '# Adaptation plan',
    `Decision: **${record.decision}**: ${chosen}. ${record.name}, ${record.at}.${record.reason ? ` Reason: ${record.reason}` : ''}`,
    '## Planned modification',
    `${advice.headline} (${advice.strength}).${arm !== undefined && arm !== advice.arm ? ` Made instead: ${chosen}.` : ''}`,
    '## Evidence',
    list(
      advice.fired.map(({ id, title: rule, text, source }) => `${id} ${rule}: ${text} (${source})`),
      'no rule fired',
    ),
    'Not evaluated:',
    list(
      advice.notEvaluable.map(({ id, title: rule, why }) => `${id} ${rule}: ${why}`),
      'nothing',
    ),
    '## Validation protocol',
    record.validation.trim() ||
      'Not stated. Before serving: quality on all important slices, reproducible training, comparison on served data, canary.',
    '## Impact assessment',
    list(
      record.flips.map(
        (flip) =>
          `the advice would become “${flip.verdict}${flip.arm ? `, ${title(flip.arm)}` : ''}” if ${flip.input} were ${flip.to} instead of ${flip.from}`,
      ),
      'no single input was found that changes the advice',
    ),
    list(
      Object.entries(situation).flatMap(([key, value]) => (typeof value === 'object' ? [] : [`${key}: ${String(value)}`])),
      '',
    ),
    '## Costs it rests on',
    list(
      [
        ...stated(record.prices),
        ...record.readings.map(
          ({ amount, unit, of }) => `read from a meter: ${amount} ${unit}, ${of === WHOLE_RUN ? 'the whole run' : title(of)}`,
        ),
      ],
      'none was given',
    ),
    '## Way back',
    'Keep the base model and its encoder; going back is serving them again.',
    `Run ${record.runId}, experiment ${record.specId}, record ${record.id}.`,
  ].join('\n\n');
}
