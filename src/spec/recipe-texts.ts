/** What the parts of a recipe are explained by: apart from them, since a first visit needs none of it. */
import type { PartId } from './recipe-parts.ts';

export interface RecipeText {
  /** One sentence a newcomer understands. */
  readonly help: string;
  /** Paper or library that an option follows, by its id; the first option does nothing and has none. */
  readonly sources: Readonly<Record<string, string>>;
  /** One sentence for each parameter, by its name. */
  readonly parameters: Readonly<Record<string, string>>;
}

export const recipeTexts: Readonly<Record<PartId, RecipeText>> = {
  loss: {
    help: 'What a model that tells numbers makes small: half the squared error of the standardised number.',
    sources: { huber: 'Huber 1964: beyond the given size an error counts by its size alone, so that a few wild ones pull less' },
    parameters: { delta: 'In standard deviations of the number.' },
  },
  optimizer: {
    help: 'How a step follows from a gradient.',
    sources: {
      adam: 'Kingma & Ba 2015, β 0.9 and 0.999, ε 1e-7',
      adamw: 'Loshchilov & Hutter 2019: decay beside the step, of kernels only',
      sgd: 'gradient descent with momentum (Sutskever et al. 2013)',
    },
    parameters: {
      decay: 'Each step takes rate × this of a weight away.',
      momentum: 'Share of the last step that goes on; 0 is plain gradient descent.',
      nesterov: '1 looks ahead along the momentum, 0 does not.',
    },
  },
  schedule: {
    help: 'How the learning rate goes over the steps of a training. With a constant one the last step is as rough as the first.',
    sources: {
      linear: 'budgeted training (Li et al. 2020): falls to 0 at the last step; an early stop cuts it short',
      cosine: 'half a cosine (Loshchilov & Hutter 2017): falls to 0 at the last step; an early stop cuts it short',
    },
    parameters: {
      warmUp: 'Share of the steps in which the rate grows to its full height.',
      from: 'Share of the steps after which the rate begins to fall.',
    },
  },
  clip: {
    help: 'Bounds the length of the gradient, so that one odd batch cannot throw the model off.',
    sources: { norm: 'Pascanu et al. 2013, over all that is trained' },
    parameters: { at: 'A longer gradient is scaled down to this.' },
  },
  dropout: {
    help: 'Drops values behind hidden layers while they are trained.',
    sources: { hidden: 'Srivastava et al. 2014, behind every dense layer with ReLU of what is trained' },
    parameters: { rate: 'Share of the values.' },
  },
  labels: {
    help: 'Whether a label is taken for certain.',
    sources: { smoothed: 'label smoothing (Szegedy et al. 2016)' },
    parameters: { amount: 'Share of certainty that is spread over all classes.' },
  },
  classes: {
    help: 'Whether rows of rare classes count more.',
    sources: {
      weights: 'loss × rows / (classes × rows of the class), as “balanced” in scikit-learn',
      batches: 'classes in turn, resampled; where a repair has an order of its own it keeps that',
    },
    parameters: {},
  },
  average: {
    help: 'The model that comes out is an average of the weights on the way, which smooths the last steps.',
    sources: {
      last: 'Polyak & Juditsky 1992; SWA (Izmailov et al. 2018), moving statistics averaged too',
      ema: 'exponential moving average, corrected for its start as in Adam',
    },
    parameters: { share: 'Share of the steps that are averaged.', decay: 'What is kept of the average at every step.' },
  },
  keep: {
    help: 'The last model, or the best on labels kept from training. Those labels are part of the budget; test rows never decide.',
    sources: { best: 'early stopping’s rule (Prechelt 1998), of repairs with labels' },
    parameters: { share: 'Share of the new labels that is kept from training.' },
  },
  heads: {
    help: 'A head on frozen features is logistic regression: it can be solved, and then has no learning rate.',
    sources: {
      solved:
        'L-BFGS (Nocedal 1980) on softmax regression, held to a multiple of the old head, as strongly as cross-validation on the labels says',
    },
    parameters: {},
  },
};
