/** LED: which digit does a faulty seven-segment display show? */
import { streamSet } from '../stream-set.ts';

const SEGMENTS = ['top', 'top left', 'top right', 'middle', 'bottom left', 'bottom right', 'bottom'];
const STRAY_LAMPS = 17;
const names = [...SEGMENTS, ...Array.from({ length: STRAY_LAMPS }, (_, i) => `stray lamp ${i + 1}`)];

export const led = streamSet(
  {
    id: 'led',
    title: 'LED, a faulty digit display',
    summary: 'Which digit does a display of seven segments show, when segments fail and 17 other lamps blink at random?',
    paper: 'L. Breiman et al., Classification and Regression Trees, Wadsworth 1984.',
    caution: '10 % of the segments are inverted, so 74 % is the ceiling. Classes are balanced.',
    columns: names.map((name) => ({ name, kind: 'categorical', categories: ['off', 'on'] })),
    classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
    concepts: {
      kind: 'mixed',
      titles: [
        'no segment swapped',
        '1 segment swapped with a stray lamp',
        '3 segments swapped with stray lamps',
        '5 segments swapped with stray lamps',
        'all 7 segments swapped with stray lamps',
      ],
    },
  },
  async () => (await import('./rows.ts')).writeLed,
);
