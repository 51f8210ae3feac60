/** The losses by their definitions, in double precision: part of the reference training. */

/**
 * Loss (nats) of one row of logits and its gradient by them: cross-entropy with the wanted class probabilities (which sum to
 * 1), or, where nothing is wanted, the entropy H of the answer p itself (Wang et al. 2021), with ∂H/∂zₖ = −pₖ(log pₖ + H).
 */
export function rowLoss(scores: Float64Array, wanted: ArrayLike<number> | undefined): { readonly loss: number; readonly gradient: Float64Array } {
  const top = Math.max(...scores);
  const total = scores.reduce((sum, z) => sum + Math.exp(z - top), 0);
  const probability = scores.map((z) => Math.exp(z - top) / total);
  const log = scores.map((z) => z - top - Math.log(total));
  if (wanted) {
    return { loss: -log.reduce((sum, value, c) => sum + wanted[c]! * value, 0), gradient: probability.map((p, c) => p - wanted[c]!) };
  }
  const loss = -log.reduce((sum, value, c) => sum + probability[c]! * value, 0);
  return { loss, gradient: probability.map((p, c) => -p * (log[c]! + loss)) };
}
