/**
 * What a training recipe is made of. A recipe chooses one option of each part; a part that is left out has its first option. Page,
 * command line, help and the check of a spec are built from this list; `src/training` says what each option does.
 */
import type { Parameter } from './parameter.ts';

type NumberParameter = Extract<Parameter, { kind: 'number' }>;

/** One way to do that part. All its parameters are given in a recipe. */
export interface RecipeOption {
  readonly id: string;
  readonly title: string;
  /** Paper or library it follows; absent where nothing is done. */
  readonly source?: string;
  readonly parameters: readonly NumberParameter[];
}

export interface RecipePart {
  readonly id: PartId;
  readonly title: string;
  /** One sentence a newcomer understands. */
  readonly help: string;
  readonly options: readonly [RecipeOption, ...RecipeOption[]];
}

export type PartId = 'optimizer' | 'schedule' | 'clip' | 'dropout' | 'labels' | 'classes' | 'average' | 'keep' | 'heads';

/** An option with its parameters. */
export type Chosen = { readonly id: string } & { readonly [parameter: string]: number | string };
/** A recipe, as a spec has it. */
export type RecipeChoice = { readonly [Part in PartId]?: Chosen };

const number = (name: string, title: string, help: string, range: Pick<NumberParameter, 'min' | 'max' | 'default' | 'unit' | 'whole'>): NumberParameter => ({ name, title, help, kind: 'number', ...range });
const nothing = (title: string): RecipeOption => ({ id: 'none', title, parameters: [] });

const warmUp = number('warmUp', 'Warm-up', 'Share of the steps in which the rate grows to its full height.', { min: 0, max: 0.9, default: 0 });
const from = number('from', 'Falls from', 'Share of the steps after which the rate begins to fall.', { min: 0, max: 0.95, default: 0.33 });
const falling = 'falls to 0 at the last step; an early stop cuts it short';

export const recipeParts: readonly RecipePart[] = [
  {
    id: 'optimizer',
    title: 'Optimiser',
    help: 'How a step follows from a gradient.',
    options: [
      { id: 'adam', title: 'Adam', source: 'Kingma & Ba 2015, β 0.9 and 0.999, ε 1e-7', parameters: [] },
      {
        id: 'adamw',
        title: 'AdamW',
        source: 'Loshchilov & Hutter 2019: decay beside the step, of kernels only',
        parameters: [number('decay', 'Weight decay', 'Each step takes rate × this of a weight away.', { min: 0, max: 10, default: 0.01 })],
      },
      {
        id: 'sgd',
        title: 'SGD',
        source: 'gradient descent with momentum (Sutskever et al. 2013)',
        parameters: [
          number('momentum', 'Momentum', 'Share of the last step that goes on; 0 is plain gradient descent.', { min: 0, max: 0.999, default: 0.9 }),
          number('nesterov', 'Nesterov', '1 looks ahead along the momentum, 0 does not.', { min: 0, max: 1, default: 0, whole: true }),
        ],
      },
    ],
  },
  {
    id: 'schedule',
    title: 'Schedule',
    help: 'How the learning rate goes over the steps of a training. With a constant one the last step is as rough as the first.',
    options: [
      { id: 'constant', title: 'constant', parameters: [] },
      { id: 'linear', title: 'linear to zero', source: `budgeted training (Li et al. 2020): ${falling}`, parameters: [warmUp, from] },
      { id: 'cosine', title: 'cosine to zero', source: `half a cosine (Loshchilov & Hutter 2017): ${falling}`, parameters: [warmUp, from] },
    ],
  },
  {
    id: 'clip',
    title: 'Gradient clipping',
    help: 'Bounds the length of the gradient, so that one odd batch cannot throw the model off.',
    options: [
      nothing('off'),
      { id: 'norm', title: 'by its norm', source: 'Pascanu et al. 2013, over all that is trained', parameters: [number('at', 'Longest', 'A longer gradient is scaled down to this.', { min: 1e-6, max: 1e6, default: 1 })] },
    ],
  },
  {
    id: 'dropout',
    title: 'Dropout',
    help: 'Drops values behind hidden layers while they are trained.',
    options: [
      nothing('off'),
      { id: 'hidden', title: 'behind hidden layers', source: 'Srivastava et al. 2014, behind every dense layer with ReLU of what is trained', parameters: [number('rate', 'Dropped', 'Share of the values.', { min: 0.01, max: 0.9, default: 0.2 })] },
    ],
  },
  {
    id: 'labels',
    title: 'Labels',
    help: 'Whether a label is taken for certain.',
    options: [
      { id: 'hard', title: 'as they are', parameters: [] },
      { id: 'smoothed', title: 'smoothed', source: 'label smoothing (Szegedy et al. 2016)', parameters: [number('amount', 'Smoothing', 'Share of certainty that is spread over all classes.', { min: 0.001, max: 0.9, default: 0.1 })] },
    ],
  },
  {
    id: 'classes',
    title: 'Rare classes',
    help: 'Whether rows of rare classes count more.',
    options: [
      { id: 'as-they-come', title: 'as they come', parameters: [] },
      { id: 'weights', title: 'weigh more', source: 'loss × rows / (classes × rows of the class), as “balanced” in scikit-learn', parameters: [] },
      { id: 'batches', title: 'come more often', source: 'classes in turn, resampled; where a repair has an order of its own it keeps that', parameters: [] },
    ],
  },
  {
    id: 'average',
    title: 'Weight averaging',
    help: 'The model that comes out is an average of the weights on the way, which smooths the last steps.',
    options: [
      nothing('off'),
      { id: 'last', title: 'of the last steps', source: 'Polyak & Juditsky 1992; SWA (Izmailov et al. 2018), moving statistics averaged too', parameters: [number('share', 'Last steps', 'Share of the steps that are averaged.', { min: 0.01, max: 1, default: 0.25 })] },
      { id: 'ema', title: 'exponential', source: 'exponential moving average, corrected for its start as in Adam', parameters: [number('decay', 'Decay', 'What is kept of the average at every step.', { min: 0.5, max: 0.99999, default: 0.99 })] },
    ],
  },
  {
    id: 'keep',
    title: 'What is kept',
    help: 'The last model, or the best on labels kept from training. Those labels are part of the budget; test rows never decide.',
    options: [
      { id: 'last', title: 'the last', parameters: [] },
      { id: 'best', title: 'the best', source: 'early stopping’s rule (Prechelt 1998), of repairs with labels', parameters: [number('share', 'Labels that decide', 'Share of the new labels that is kept from training.', { min: 0.05, max: 0.9, default: 0.2 })] },
    ],
  },
  {
    id: 'heads',
    title: 'Heads alone',
    help: 'A head on frozen features is logistic regression: it can be solved, and then has no learning rate.',
    options: [
      { id: 'steps', title: 'by gradient steps', parameters: [] },
      { id: 'solved', title: 'solved', source: 'L-BFGS (Nocedal 1980) on softmax regression, L2 chosen on the labels', parameters: [] },
    ],
  },
];

/** A part with the option that a recipe chooses of it, and that option's parameters. */
export function chosenOf(recipe: RecipeChoice | undefined, id: PartId): { readonly part: RecipePart; readonly option: RecipeOption; readonly values: Readonly<Record<string, number>> } {
  const part = recipeParts.find((each) => each.id === id)!;
  const { id: chosen, ...values } = recipe?.[id] ?? { id: part.options[0].id };
  return { part, option: part.options.find((option) => option.id === chosen)!, values: values as Readonly<Record<string, number>> };
}

/** How models are trained, in a few words: what is not as in the first option of every part. */
export function recipeWords({ recipe, learning }: { readonly recipe?: RecipeChoice | undefined; readonly learning?: { readonly rates?: readonly number[] | undefined } | undefined }): string {
  const parts = recipeParts.flatMap((part) => {
    const { option } = chosenOf(recipe, part.id);
    return option === part.options[0] ? [] : [`${part.title.toLowerCase()} ${option.title}`];
  });
  return [learning ? (learning.rates ? `rates from a list of ${learning.rates.length}` : 'rates that fit') : 'one rate for all', ...(chosenOf(recipe, 'schedule').option.id === 'constant' ? ['constant'] : []), ...parts].join(', ');
}
