/** What a parameter array is for, and what follows from it. A layer may have several arrays of one role. */
interface Role {
  /** Whether gradient steps change it at all, and as which part of its layer; absent for what only follows the batches. */
  readonly trainedAs?: 'kernel' | 'bias';
  /** It is among what a training of `biases`, or of `norms`, only changes (`Trainable.only`). */
  readonly among: readonly ('biases' | 'norms')[];
  /** Whether weight decay takes from it. */
  readonly decays: boolean;
}

export const roles = {
  /** A matrix, or one for each place of a window; its last two axes are what it reads and what it gives. */
  kernel: { trainedAs: 'kernel', among: [], decays: true },
  bias: { trainedAs: 'bias', among: ['biases'], decays: false },
  /** Factor on a normalised channel. */
  scale: { trainedAs: 'kernel', among: ['norms'], decays: false },
  /** Summand of a normalised channel. */
  shift: { trainedAs: 'bias', among: ['biases', 'norms'], decays: false },
  'moving-mean': { among: [], decays: false },
  'moving-variance': { among: [], decays: false },
} as const satisfies Readonly<Record<string, Role>>;

export type RoleId = keyof typeof roles;

/** What the table says of a role. */
export const roleOf = ({ role }: { readonly role: RoleId }): Role => roles[role];
