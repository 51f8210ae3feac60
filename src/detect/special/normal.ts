/** The tail of the standard normal distribution. */
import { upperGamma } from './gamma.ts';

/** P(Z ≥ z), as ½Q(½, z²/2) (DLMF 7.11.2); far tails keep their digits. */
export function normalTail(z: number): number {
  const half = upperGamma(0.5, (z * z) / 2) / 2;
  return z >= 0 ? half : 1 - half;
}
