/** Every test of two samples and every distance, in the order in which it is offered. */
import type { TwoSampleEntry } from '../types.ts';
import { andersonDarling } from './anderson-darling.ts';
import { bbsdHard, bbsdSoft } from './bbsd.ts';
import { c2st } from './c2st.ts';
import { chiSquare } from './chi-square.ts';
import { cramerVonMises } from './cramer-von-mises.ts';
import { domainClassifier } from './domain-classifier.ts';
import { energy } from './energy.ts';
import { gTest } from './g-test.ts';
import { hellinger } from './hellinger.ts';
import { js } from './js.ts';
import { kl } from './kl.ts';
import { ks } from './ks.ts';
import { lsdd } from './lsdd.ts';
import { mannWhitney } from './mann-whitney.ts';
import { mmd } from './mmd.ts';
import { psi } from './psi.ts';
import { totalVariation } from './total-variation.ts';
import { wasserstein } from './wasserstein.ts';

/** All of them; each says its parameters, ranges, defaults and source. */
export const twoSampleTests: readonly TwoSampleEntry[] = [
  ...[ks, cramerVonMises, andersonDarling, mannWhitney],
  ...[chiSquare, gTest],
  ...[psi, js, kl, hellinger, totalVariation, wasserstein],
  ...[mmd, energy, lsdd, c2st, domainClassifier],
  ...[bbsdSoft, bbsdHard],
];

/** The test or distance of that id, as `ks`; undefined where there is none. */
export const findTest = (id: string): TwoSampleEntry | undefined => twoSampleTests.find((entry) => entry.id === id);
