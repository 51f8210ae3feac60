/** The words the page uses, in one place. */
import { msg } from '../words/msg.ts';

export interface Term {
  readonly id: string;
  readonly term: string;
  readonly meaning: string;
}

export const glossary = (): readonly Term[] => [
  {
    id: 'worlds',
    term: msg('old world, new world'),
    meaning: msg(
      'What a model is good for before and after the change. The data before and after the drift (regimes); accuracy on each is measured on rows no model has learned from.',
    ),
  },
  {
    id: 'p-x',
    term: 'P(x)',
    meaning: msg(
      'Old knowledge still holds, for inputs seldom seen so far: the inputs change, the rule from input to label does not (covariate shift).',
    ),
  },
  { id: 'p-y', term: 'P(y)', meaning: msg('Some answers are now due more often: the classes become more or less frequent (prior shift).') },
  { id: 'p-y-x', term: 'P(y|x)', meaning: msg('Old knowledge is wrong: the same input now has another label (concept drift).') },
  {
    id: 'number',
    term: msg('a number is told, R²'),
    meaning: msg(
      'How close a told number comes: R² of 1 is exact, 0 no better than always telling the mean. Models tell the number that the data has, and RMSE decides unless another metric is chosen. Where classes have an accuracy there is R², the share of the number’s variance that is told; classes are the quarters of its range, for shares, recalls and tests.',
    ),
  },
  {
    id: 'lead-time',
    term: msg('lead time, horizon'),
    meaning: msg(
      'When users get the better model. A repair takes time until it serves: labels, training, validation, approval, roll-out. Until then users get the old model. The horizon is how far one looks ahead: before it a quick repair may have spared users more than a better one that comes later.',
    ),
  },
  {
    id: 'walk',
    term: msg('walk through time, window'),
    meaning: msg(
      'How long a repair lasts. Data with a time are cut again and again; at each cut a model is learned from what came before and repaired on the rows up to the next cut, its window. On later windows it is told how it ages, beside the same repair made anew for them.',
    ),
  },
  {
    id: 'head',
    term: msg('head, trunk'),
    meaning: msg('What a cheap repair changes, and what it keeps: the last layer, and everything below it.'),
  },
  {
    id: 'architecture',
    term: msg('architecture'),
    meaning: msg(
      'What a model can express at all: its layers, their widths, the inputs and classes it knows. What it cannot express no training teaches it; what is larger than it needs learns noise.',
    ),
  },
  {
    id: 'widening',
    term: msg('widening, growing'),
    meaning: msg(
      'More room without starting over. A larger model begins with the answers of the old one: hidden units are copied and what reads them divided (Net2Net), new inputs and classes begin with weights of 0. With noise between copies it answers almost alike.',
    ),
  },
  {
    id: 'fit',
    term: msg('fit on learned labels'),
    meaning: msg(
      'Whether the model can express the new rule: where it is low, it cannot; high means little, since large models learn labels by heart. Accuracy on the new labels that a repair learned from. Told in runs with a repair of another architecture.',
    ),
  },
  {
    id: 'forgetting',
    term: msg('forgetting'),
    meaning: msg('What a repair costs where the old world still matters: accuracy on it before the repair minus after it.'),
  },
  {
    id: 'seeds',
    term: msg('paired seeds'),
    meaning: msg(
      'How much of a difference is luck. A seed fixes the split, the start of every model, the drift’s details and the order of rows; all repairs share it, so their difference is not blurred by luck they have in common.',
    ),
  },
  {
    id: 'class',
    term: msg('class, seat'),
    meaning: msg(
      'One experiment on many machines (Share → Take it to class). Whoever opens its link takes a seat, whose number and the root seed of the class give seeds that nobody else has; the result is a code to scan or paste. Right answers are pooled, times never; a seat is checked by running its seeds again.',
    ),
  },
  {
    id: 'interval',
    term: msg('95 % interval'),
    meaning: msg(
      'Where the true mean difference may well lie: with 0 outside, the difference is no luck of these seeds; a wide one asks for more seeds. Worked out by Student’s t over seeds, in a race by a confidence sequence; with fewer than six seeds nothing is concluded.',
    ),
  },
  {
    id: 'complaints',
    term: msg('complaints, q and f'),
    meaning: msg(
      'How accurate a model is, without labels. In a stream, users complain of a wrong answer with probability q and of a right one with f, and are heard a few batches later. Of a share c of answers complained of, the accuracy is (q − c)/(q − f). The bound rings when more complain than the old world explains, and in a calm stream with at most the probability that it is set to.',
    ),
  },
  {
    id: 'learns-from',
    term: msg('learns from complaints'),
    meaning: msg(
      'Whether complaints are enough to repair with. A complaint brings the right answer with it, nearly always of a row that was answered wrongly: a biased sample. Weighted, each row counts by the inverse of how likely it was to be labelled (Horvitz & Thompson), by drawing rows again.',
    ),
  },
  {
    id: 'time',
    term: msg('time'),
    meaning: msg(
      'How long you wait on this machine. Timed: seconds of gradient steps, and of caching features for head-only. Compilation and evaluation are booked apart.',
    ),
  },
  {
    id: 'work',
    term: msg('work'),
    meaning: msg(
      'Which repair is dearer, whatever the machine. Counted: floating-point operations of the layers, forward and backward; the same on every machine.',
    ),
  },
  {
    id: 'energy',
    term: msg('energy proxy'),
    meaning: msg(
      'Which repair takes more electricity, roughly. Modelled: seconds × the power of the machine you picked × the share in use, plus memory. Ratios on one machine are far firmer than joules. * marks a figure with a reason for doubt; hold the pointer over it.',
    ),
  },
];
