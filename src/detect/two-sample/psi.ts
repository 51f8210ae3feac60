/**
 * The population stability index, Σ(q − p) ln(q/p), over deciles of the reference.
 *
 * Without drift it is not 0: its expected size grows as samples shrink. `nullBand` is what it stays below in 95 of 100 cases
 * without drift, so a fixed 0.1 or 0.25 can be compared with what the sample sizes allow. It is a quantile over permutations: the
 * rows of both samples are dealt anew, and go through the same bins (made from what is the reference then) and the same floor. The
 * formula (1/n + 1/m)·χ²₀.₉₅(B − 1) of Yurdakul 2018 knows neither bins from quantiles nor the floor; small or unequal samples
 * exceed it in up to 4 of 10 cases without drift.
 */
import type { Random } from '../../random/random.ts';
import { numberOf } from '../streaming/define.ts';
import { binned, binning, emptyBin, type Binned, type Histograms } from './bins.ts';
import { deal } from './dealing.ts';
import { defineTest } from './define.ts';
import { permutations } from './permutation.ts';
import { log } from '../../maths/portable.ts';

/** The share of cases without drift that the null band holds. */
const BAND = 0.95;

/** Population stability index, a distance of two samples of one column. */
export const psi = defineTest({
  id: 'psi',
  title: 'Population stability index',
  help: 'How far the shares of bins moved, as credit scoring counts it: below 0.1 little, above 0.25 a lot; small samples reach that by chance, as the null band says.',
  source: 'Credit-scoring practice; null band: the 95 % quantile over permutations with the same bins and floor',
  input: 'numeric',
  distance: true,
  parameters: [...binning('quantiles', 1e-4), permutations(199, 'For the null band.')],
  run(reference, current, params, random) {
    const rows = binned('psi', reference, current, params);
    const { counts, shares } = rows.histogramsOf(rows.first);
    // Empty bins outside the range of both samples have no part in the statistic.
    const bins = counts[0].filter((count, k) => count + counts[1][k]! > 0).length;
    const count = numberOf(params, 'permutations');
    const [statistic, band] = [index(shares), nullBand(rows, reference.rows, count, random)];
    if (statistic === Infinity) throw emptyBin('psi', 'the index');
    if (band === Infinity) throw emptyBin('psi', 'what it stays below without drift');
    return { statistic, details: { bins, nullBand: band, permutations: count } };
  },
});

function index([p, q]: Histograms['shares']): number {
  return p.reduce((sum, share, k) => {
    const other = q[k]!;
    // Equal shares add nothing; with ε = 0 that includes two empty ones.
    return share === other ? sum : sum + (other - share) * log(other / share);
  }, 0);
}

/** Of B permutations and the samples themselves, all equally likely without drift, at most 5 % lie above the ⌈0.95(B + 1)⌉th permutation. */
function nullBand({ totals, histogramsOf }: Binned, rows: number, count: number, random: Random): number {
  const first = new Int32Array(totals.length);
  const dealt = Float64Array.from({ length: count }, () => {
    deal(totals, rows, first, random);
    return index(histogramsOf(first).shares);
  }).sort();
  return dealt[Math.ceil(BAND * (count + 1)) - 1]!;
}
