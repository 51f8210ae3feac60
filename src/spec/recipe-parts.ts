/**
 * What a training recipe is made of. A recipe chooses one option of each part; a part that is left out has its first option. Page,
 * command line, help and the check of a spec are built from this list; `src/training` says what each option does, `recipe-texts.ts` explains it.
 */
import type { Parameter } from './parameter.ts';

type NumberParameter = Extract<Parameter, { kind: 'number' }>;
type RecipeParameter = Omit<NumberParameter, 'help'>;

/** One way to do that part. All its parameters are given in a recipe. */
export interface RecipeOption {
  readonly id: string;
  readonly title: string;
  readonly parameters: readonly RecipeParameter[];
}

export interface RecipePart {
  readonly id: PartId;
  readonly title: string;
  /** It concerns classes alone, or numbers alone, whichever a model tells; absent = both. */
  readonly of?: 'classes' | 'numbers';
  readonly options: readonly [RecipeOption, ...RecipeOption[]];
}

export type PartId = 'loss' | 'optimizer' | 'schedule' | 'clip' | 'dropout' | 'labels' | 'classes' | 'average' | 'keep' | 'heads';

/** An option with its parameters. */
export type Chosen = { readonly id: string } & { readonly [parameter: string]: number | string };
/** A recipe, as a spec has it. */
export type RecipeChoice = { readonly [Part in PartId]?: Chosen };

const number = (name: string, title: string, range: Pick<NumberParameter, 'min' | 'max' | 'default' | 'whole'>): RecipeParameter => ({
  name,
  title,
  kind: 'number',
  ...range,
});
const nothing = (title: string): RecipeOption => ({ id: 'none', title, parameters: [] });

const warmUp = number('warmUp', 'Warm-up', { min: 0, max: 0.9, default: 0 });
const from = number('from', 'Falls from', { min: 0, max: 0.95, default: 0.33 });

export const recipeParts: readonly RecipePart[] = [
  {
    id: 'loss',
    title: 'Loss',
    of: 'numbers',
    options: [
      { id: 'squared', title: 'squared error', parameters: [] },
      { id: 'huber', title: 'Huber', parameters: [number('delta', 'Square up to', { min: 0.01, max: 100, default: 1 })] },
    ],
  },
  {
    id: 'optimizer',
    title: 'Optimiser',
    options: [
      { id: 'adam', title: 'Adam', parameters: [] },
      { id: 'adamw', title: 'AdamW', parameters: [number('decay', 'Weight decay', { min: 0, max: 10, default: 0.01 })] },
      {
        id: 'sgd',
        title: 'SGD',
        parameters: [
          number('momentum', 'Momentum', { min: 0, max: 0.999, default: 0.9 }),
          number('nesterov', 'Nesterov', { min: 0, max: 1, default: 0, whole: true }),
        ],
      },
    ],
  },
  {
    id: 'schedule',
    title: 'Schedule',
    options: [
      { id: 'constant', title: 'constant', parameters: [] },
      { id: 'linear', title: 'linear to zero', parameters: [warmUp, from] },
      { id: 'cosine', title: 'cosine to zero', parameters: [warmUp, from] },
    ],
  },
  {
    id: 'clip',
    title: 'Gradient clipping',
    options: [
      nothing('off'),
      { id: 'norm', title: 'by its norm', parameters: [number('at', 'Longest', { min: 1e-6, max: 1e6, default: 1 })] },
    ],
  },
  {
    id: 'dropout',
    title: 'Dropout',
    options: [
      nothing('off'),
      { id: 'hidden', title: 'behind hidden layers', parameters: [number('rate', 'Dropped', { min: 0.01, max: 0.9, default: 0.2 })] },
    ],
  },
  {
    id: 'labels',
    title: 'Labels',
    of: 'classes',
    options: [
      { id: 'hard', title: 'as they are', parameters: [] },
      { id: 'smoothed', title: 'smoothed', parameters: [number('amount', 'Smoothing', { min: 0.001, max: 0.9, default: 0.1 })] },
    ],
  },
  {
    id: 'classes',
    title: 'Rare classes',
    of: 'classes',
    options: [
      { id: 'as-they-come', title: 'as they come', parameters: [] },
      { id: 'weights', title: 'weigh more', parameters: [] },
      { id: 'batches', title: 'come more often', parameters: [] },
    ],
  },
  {
    id: 'average',
    title: 'Weight averaging',
    options: [
      nothing('off'),
      { id: 'last', title: 'of the last steps', parameters: [number('share', 'Last steps', { min: 0.01, max: 1, default: 0.25 })] },
      { id: 'ema', title: 'exponential', parameters: [number('decay', 'Decay', { min: 0.5, max: 0.99999, default: 0.99 })] },
    ],
  },
  {
    id: 'keep',
    title: 'What is kept',
    options: [
      { id: 'last', title: 'the last', parameters: [] },
      { id: 'best', title: 'the best', parameters: [number('share', 'Labels that decide', { min: 0.05, max: 0.9, default: 0.2 })] },
    ],
  },
  {
    id: 'heads',
    title: 'Heads alone',
    options: [
      { id: 'steps', title: 'by gradient steps', parameters: [] },
      { id: 'solved', title: 'solved', parameters: [] },
    ],
  },
];

/** Whether a part concerns what models tell in that experiment. */
export const concerns = ({ of }: RecipePart, { task }: { readonly task?: 'regression' | undefined }): boolean =>
  of === undefined || of === (task === 'regression' ? 'numbers' : 'classes');

/** A part with the option that a recipe chooses of it, and that option's parameters. */
export function chosenOf(
  recipe: RecipeChoice | undefined,
  id: PartId,
): { readonly part: RecipePart; readonly option: RecipeOption; readonly values: Readonly<Record<string, number>> } {
  const part = recipeParts.find((each) => each.id === id)!;
  const { id: chosen, ...values } = recipe?.[id] ?? { id: part.options[0].id };
  return { part, option: part.options.find((option) => option.id === chosen)!, values: values as Readonly<Record<string, number>> };
}

/** How models are trained, in a few words: what is not as in the first option of every part. */
export function recipeWords({
  recipe,
  learning,
}: {
  readonly recipe?: RecipeChoice | undefined;
  readonly learning?: { readonly rates?: readonly number[] | undefined } | undefined;
}): string {
  const parts = recipeParts.flatMap((part) => {
    const { option } = chosenOf(recipe, part.id);
    return option === part.options[0] ? [] : [`${part.title.toLowerCase()} ${option.title}`];
  });
  return [
    learning ? (learning.rates ? `rates from a list of ${learning.rates.length}` : 'rates that fit') : 'one rate for all',
    ...(chosenOf(recipe, 'schedule').option.id === 'constant' ? ['constant'] : []),
    ...parts,
  ].join(', ');
}
