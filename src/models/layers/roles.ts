/** What a parameter array is for, and what follows from it. A layer may have several arrays of one role. */
interface Role {
  /** As which part of its layer gradient steps change it; absent for what only follows the batches. */
  readonly trainedAs?: 'kernel' | 'bias';
  /** What it is among, of all that a training may be held to (`Trainable.only`). */
  readonly among?: readonly ('biases' | 'norms')[];
  /** Weight decay takes from it. */
  readonly decays?: boolean;
}

export const roles = {
  /** A matrix, or one for each place of a window; its last two axes are what it reads and what it gives. */
  kernel: { trainedAs: 'kernel', decays: true },
  bias: { trainedAs: 'bias', among: ['biases'] },
  /** Factor on a normalised channel. */
  scale: { trainedAs: 'kernel', among: ['norms'] },
  /** Summand of a normalised channel. */
  shift: { trainedAs: 'bias', among: ['biases', 'norms'] },
  'moving-mean': {},
  'moving-variance': {},
} as const satisfies Readonly<Record<string, Role>>;

export type RoleId = keyof typeof roles;

/** What the table says of a role. */
export const roleOf = ({ role }: { readonly role: RoleId }): Role => roles[role];
