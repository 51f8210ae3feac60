/** Waveform: which two of three triangular waves are mixed? */
import { numbered, streamSet } from '../stream-set.ts';

export const waveform = streamSet(
  {
    id: 'waveform',
    title: 'Waveform, two waves of three',
    summary: 'A noisy signal of 21 points mixes two of three triangular waves, in random parts: which two?',
    paper: 'L. Breiman et al., Classification and Regression Trees, Wadsworth 1984.',
    caution: 'The noise leaves 86 % as the ceiling. Classes are balanced.',
    columns: numbered(21),
    classes: ['waves 1 and 2', 'waves 1 and 3', 'waves 2 and 3'],
    concepts: { kind: 'mixed', titles: ['points in order', '7 points at each end trade places', 'all points trade places, end to end'] },
  },
  async () => (await import('./rows.ts')).writeWaveform,
);
