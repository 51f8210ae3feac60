/** One colour and dash per policy, by its place in the list: the hues of Okabe & Ito. */
export interface PolicyStyle {
  /** A custom property. */
  readonly color: string;
  readonly dash: readonly number[];
}

export const policyColors = [
  '--arm-none',
  '--arm-head-only',
  '--arm-retrain-all',
  '--ok',
  '--arm-retrain-new',
  '--arm-full-fine-tune',
  '--more',
  '--ink-3',
];
const DASHES: readonly (readonly number[])[] = [[2, 3], [], [], [], [], [6, 3], [8, 3, 2, 3], [4, 4]];

export const policyStyle = (index: number): PolicyStyle => ({
  color: policyColors[index % policyColors.length]!,
  dash: DASHES[index % DASHES.length]!,
});
