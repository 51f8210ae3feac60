import { expect } from 'chai';
import { translator } from '../../src/words/below.ts';

const german = translator(
  {
    'This run’s evidence favours': 'Dieser Lauf spricht für',
    'tune the head': 'nur den Kopf nachtrainieren',
    'tuning the head': 'das Nachtrainieren des Kopfs',
    accuracy: 'Genauigkeit',
    'balanced accuracy': 'ausgewogene Genauigkeit',
    'Handwritten digits, 8×8': 'Handgeschriebene Ziffern, 8×8',
    'every pixel went {0} % of the way to its negative': 'jedes Pixel ging {0} % des Wegs zu seinem Negativ',
    'labels are unchanged': 'Labels sind unverändert',
    'every image was turned by {0}; labels are unchanged.': 'jedes Bild wurde um {0} gedreht; Labels sind unverändert.',
    '{0} reaches {1} on new rows, the {2} mean.': '{0} erreicht {1} auf neuen Zeilen, das {2} Mittel.',
    highest: 'höchste',
    '{0} of {1}': '{0} von {1}',
    'Column “{0}” is empty': 'Die Spalte „{0}“ ist leer',
    '{0} rows': '{0} Zeilen',
    'More seeds would narrow the intervals.': 'Mehr Seeds würden die Intervalle verengen.',
    'per label': 'je Label',
    'nothing to say': '',
    '{0} {1} than without a repair.': '{0} {1} als ohne Reparatur.',
    'On new rows it scores': 'Auf neuen Zeilen erreicht es',
    'On {0}': 'An {0}',
    '{0} more': '{0} mehr',
  },
  { decimal: ',', group: '.' },
  { points: 'Punkte', to: 'bis', and: 'und' },
);

describe('texts from below in another language', () => {
  for (const [what, english, told] of [
    ['a whole text', 'tune the head', 'nur den Kopf nachtrainieren'],
    ['one that begins a sentence', 'Accuracy', 'Genauigkeit'],
    ['one in lower case inside a sentence', 'handwritten digits, 8×8', 'Handgeschriebene Ziffern, 8×8'],
    ['spaces around it', '  accuracy ', '  Genauigkeit '],
    [
      'what fills a slot, and its numbers',
      'tuning the head reaches 67.8 ± 4.8 % on new rows, the highest mean.',
      'das Nachtrainieren des Kopfs erreicht 67,8 ± 4,8 % auf neuen Zeilen, das höchste Mittel.',
    ],
    [
      'a template that begins with a capital slot',
      'Tuning the head reaches 1,797 on new rows, the highest mean.',
      'Das Nachtrainieren des Kopfs erreicht 1.797 auf neuen Zeilen, das höchste Mittel.',
    ],
    ['data of a person in a slot stay', 'Column “highest accuracy 1.5” is empty', 'Die Spalte „highest accuracy 1.5“ ist leer'],
    [
      'two texts that were put together',
      'This run’s evidence favours tuning the head.',
      'Dieser Lauf spricht für das Nachtrainieren des Kopfs.',
    ],
    [
      'a list',
      'every pixel went 100 % of the way to its negative; labels are unchanged',
      'jedes Pixel ging 100 % des Wegs zu seinem Negativ; Labels sind unverändert',
    ],
    ['an “and” between texts', 'accuracy and balanced accuracy', 'Genauigkeit und ausgewogene Genauigkeit'],
    [
      'two sentences, of which one is not known',
      'So it is. More seeds would narrow the intervals.',
      'So it is. Mehr Seeds würden die Intervalle verengen.',
    ],
    ['a sentence without its last clause', 'Every image was turned by 23°.', 'Jedes Bild wurde um 23° gedreht.'],
    [
      'slots side by side',
      'On new rows it scores 67.8 ± 4.8 points more than without a repair.',
      'Auf neuen Zeilen erreicht es 67,8 ± 4,8 Punkte mehr als ohne Reparatur.',
    ],
    ['brackets', '(labels are unchanged)', '(Labels sind unverändert)'],
    ['a remark in brackets', 'accuracy (1,200 rows)', 'Genauigkeit (1.200 Zeilen)'],
    ['a currency before it', 'USD per label', 'USD je Label'],
    ['numbers alone', '−1.4 (−2.9 to −0.3) points', '−1,4 (−2,9 bis −0,3) Punkte'],
    ['weak templates around numbers', '18 of 24', '18 von 24'],
    ['weak templates around what is not known', 'Wine of Italy', 'Wine of Italy'],
    ['what is in no template', 'whatever this is', 'whatever this is'],
    ['a version, an address, a date', '0.1.0 doi:10.24432/C50P49 2.5.2026', '0.1.0 doi:10.24432/C50P49 2.5.2026'],
    ['a template without a translation', 'nothing to say', 'nothing to say'],
    ['nothing', '', ''],
  ] as const)
    it(`translates: ${what}`, () => {
      expect(german(english)).to.equal(told);
      // Remembered.
      expect(german(english)).to.equal(told);
    });
});
