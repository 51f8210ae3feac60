/** The meaning of the labels changes: some classes trade names in a ring. */
import type { Injection } from '../../contracts/drift.ts';

/**
 * The world puts the classes in a random order and the first m of them form the ring: each takes the label of the next.
 * Severity grows m evenly from two to all classes, so a higher severity relabels the same classes and more.
 */
export const labelCycle: Injection = {
  id: 'label-cycle',
  title: 'Relabelled classes',
  help: 'The same inputs mean something else: some classes trade labels in a ring.',
  kind: 'P(y|x)',
  relabels: true,
  appliesTo: ['image', 'tabular', 'text'],
  ladder: ['2 classes', '2 + ¼ of the others', '2 + ½ of the others', '2 + ¾ of the others', 'all classes'],
  source: 'label swap, the usual model of real concept drift (Gama et al. 2014); the severities are our own',
  fidelity: 'approximation',
  why: 'Literature swaps labels in many ways; the growing ring is our own.',

  apply(samples, { severity, world, classes }) {
    const size = Math.round(2 + ((classes.length - 2) * Math.max(0, severity - 1)) / 4);
    const ring = [...world.permutation(classes.length).subarray(0, size)];
    const next = classes.map((_, c) => (ring.includes(c) ? ring[(ring.indexOf(c) + 1) % size]! : c));
    return {
      samples: { ...samples, y: samples.y.map((label) => next[label]!) },
      params: { ring },
      sentence: `${size} of ${classes.length} classes took each other’s labels in a ring; inputs are unchanged.`,
    };
  },
};
