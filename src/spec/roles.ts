/** What a column of a file is for. */

/** In the order in which they are offered. */
export const roles = ['input', 'label', 'time', 'group', 'slice', 'weight', 'split', 'regime', 'prediction', 'ignore'] as const;

/**
 * - `input`: what a model sees; `label`: what it has to tell, a class or a number.
 * - `time`: when a row happened. `regime`: which world it comes from. `split`: whether it is for training, validation or test.
 * - `group`: rows of the same patient, device or speech, which stay together in every split (`Samples.cluster`).
 * - `slice`: whom accuracy and fairness are measured between (`Samples.group`, `Dataset.groups`).
 * - `weight`: how much a row counts. `prediction`: what another model said of it. `ignore`: ids, copies of the label, whatever is left out.
 */
export type Role = (typeof roles)[number];
