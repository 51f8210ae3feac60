/** The three questions over all seeds, and their answers in words. */
import type { Diagnosis, DriftPart, DriftParts } from '../contracts/diagnosis.ts';

export const questions = ['inputs', 'labels', 'rule'] as const;
export type Question = (typeof questions)[number];

/** What most seeds say; where they differ as much one way as the other, nothing. */
export interface AgreedPart {
  readonly moved: DriftPart['moved'];
  /** Mean over the seeds that say so. */
  readonly size: number;
  /** Mean rise of the error that it explains (0 … 1); null where that cannot be told. */
  readonly explains: number | null;
}
export type AgreedParts = Readonly<Record<Question, AgreedPart>> & { readonly fall: number };

/** Null where no seed was asked. */
export function agreedParts(seeds: readonly { readonly diagnosis: Pick<Diagnosis, 'parts'> | null }[]): AgreedParts | null {
  const told = seeds.flatMap(({ diagnosis }) => diagnosis?.parts ?? []);
  if (told.length === 0) return null;
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const agreed = (question: Question): AgreedPart => {
    const parts = told.map((one) => one[question]);
    const count = (answer: DriftPart['moved']) => parts.filter(({ moved }) => moved === answer).length;
    const moved = (['yes', 'no'] as const).find((answer) => 2 * count(answer) > parts.length) ?? 'unknown';
    const saying = parts.filter((part) => part.moved === moved);
    const explained = saying.flatMap(({ explains }) => explains ?? []);
    return {
      moved,
      size: mean((saying.length ? saying : parts).map(({ size }) => size)),
      explains: moved === 'unknown' || explained.length === 0 ? null : mean(explained),
    };
  };
  return { fall: mean(told.map((one: DriftParts) => one.fall)), inputs: agreed('inputs'), labels: agreed('labels'), rule: agreed('rule') };
}

const points = (share: number): string => `${(100 * share).toFixed(1)} points`;

/** A sentence for each question. */
export function partsSentences({ fall, inputs, labels, rule }: AgreedParts): string[] {
  const explains = ({ explains: part }: AgreedPart) =>
    // What is estimated apart need not add up: no part is more than the whole, and less than nothing is nothing.
    part === null || fall < 0.01 || part < 0.005
      ? ''
      : `, which explains ${points(Math.min(part, fall))} of the ${points(fall)} that are answered worse`;
  const open = 'cannot be told';
  return [
    inputs.moved === 'yes'
      ? `The inputs moved (largest distance of a column ${inputs.size.toFixed(2)})${explains(inputs)}.`
      : inputs.moved === 'no'
        ? 'The inputs did not move, beyond what other shares of labels explain.'
        : `Whether the inputs moved ${open}: the seeds disagree.`,
    labels.moved === 'yes'
      ? `The shares of labels moved by ${points(labels.size)}${explains(labels)}.`
      : labels.moved === 'no'
        ? 'The shares of labels are not shown to have moved.'
        : `Whether the shares of labels moved ${open}: the seeds disagree.`,
    rule.moved === 'yes'
      ? `The rule moved: where both worlds have rows, ${points(rule.size)} more are answered wrong${explains(rule)}.`
      : rule.moved === 'no'
        ? 'The rule is not shown to have moved: rows like the old ones are answered about as well as before.'
        : `Whether the rule moved, too, ${open}: the two worlds have too few rows in common.`,
  ];
}

/** All three in a few words: `inputs yes, labels no, rule unknown`. */
export const partsWords = (parts: AgreedParts): string => questions.map((question) => `${question} ${parts[question].moved}`).join(', ');
