/** Data sets that can be fetched from the web, in the order in which they are offered. */
import { cifar10 } from './cifar-10.ts';
import type { Download } from './download.ts';
import { electricity } from './electricity.ts';
import { fashionMnist } from './fashion-mnist.ts';
import { mnist } from './mnist.ts';

export const downloads: readonly Download[] = [mnist, fashionMnist, cifar10, electricity];
