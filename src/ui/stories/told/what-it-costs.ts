/** What an update really costs. */
import { msg } from '../../../words/msg.ts';
import { presets } from '../../../spec/kinds/compare/presets.ts';
import type { Story } from '../story.ts';
import { verdict, work } from '../tell.ts';

const { spec } = presets.tonight;

export const whatItCosts = (): Story => ({
  id: 'what-it-costs',
  title: msg('What an update really costs'),
  about: msg('Training is the cheapest part of an update. What else is paid for?'),
  minutes: 7,
  steps: [
    {
      text: msg('New words again, but this time every repair takes its time: labels, training, checks, approval, roll-out.'),
      at: 'changes',
      show: spec,
    },
    { text: msg('Press Run.'), at: 'run', run: true },
    { text: (seen) => `${verdict(seen)} ${work(seen, 'full-fine-tune', 'retrain-all')}`, at: 'cost' },
    {
      text: msg(
        'While a repair is on its way, users get the old model. Pull the sliders: who has spared users most, after a day and after a month?',
      ),
      at: 'users',
    },
    {
      text: msg(
        'Further down: what labels, engineers, upkeep and errors cost. Most boxes are empty, for nobody but you can know them. Computing is the small part; experiments before one is good and upkeep after it are the large one.',
      ),
      at: 'advice',
    },
  ],
  notes: [msg('Let groups fill in the cost panel for a bank, a shop and a hospital, and compare the break-evens.')],
  questions: [
    {
      ask: msg('Name three costs of an update besides computing.'),
      answer: msg('Labels, search for settings that work, validation and approval, upkeep, delay.'),
    },
    {
      ask: msg('What is “patch now, retrain later”?'),
      answer: msg('The quick repair serves until the thorough one is ready; both are paid for.'),
    },
  ],
  papers: [
    'Sculley et al. 2015, Hidden technical debt in machine learning systems, NeurIPS',
    'Strubell, Ganesh & McCallum 2019, Energy and policy considerations for deep learning in NLP, ACL',
  ],
});
