/**
 * Which arms may be the best, at any time: seeds come one after the other, it may be looked at after each, and going on never spoils
 * what was said.
 *
 * Testing by betting (Shafer 2021; Waudby-Smith & Ramdas 2024; Ramdas et al. 2023, “Game-theoretic statistics and safe anytime-valid
 * inference”). Against each arm B a gambler bets, seed by seed, that the arm that leads so far comes out above it. Were B the best and
 * differences spread evenly around their mean, a difference of any size would be as likely up as down, so no way of betting makes
 * money on average: capital multiplied by 1/level comes up in at most that share of races, whenever it is looked at (Ville 1939).
 * What is staked on a difference of size |d| is tanh(g·|d|/s), the right share for a mean of g spreads (Kelly 1956); s is the root mean
 * square so far, this difference included, and the capital is divided among several g.
 *
 * Over all arms, an arm is left out when for every set of arms that it belongs to the mean capital reaches 1/level: closed testing
 * with e-values (Vovk & Wang 2021). The chance that an arm that is truly best is ever left out is then at most the level.
 */

/** Mean differences, in spreads, that the capital is divided among. */
const EFFECTS = [0.7, 2.5] as const;

/** Of the 5 of 100 races in which anything said may be wrong: for leaving out the best, and for calling an arm as good as it. */
const LEFT_OUT = 0.7;

export interface Race {
  /** Whether each arm may be the best: it is not shown worse than another. */
  readonly best: readonly boolean[];
  /** Whether each arm is shown to lose less than the margin to the best. */
  readonly asGood: readonly boolean[];
  /** An upper bound of p for each arm's being the best, valid at any time, adjusted for all arms. */
  readonly p: readonly number[];
  /** Seeds after which each arm was left out; null for those that may be the best. */
  readonly after: readonly (number | null)[];
}

/**
 * Which arms may be the best so far, however often that is asked.
 * @param values `[arms][seeds]`, higher is better; an arm that races no more has fewer seeds.
 * @param margin Difference that does not matter, ≥ 0, in the unit of the values.
 * @param level Share of races in which anything said may be wrong.
 */
export function race(values: readonly (readonly number[])[], margin: number, level: number): Race {
  const levelOfBest = LEFT_OUT * level;
  const seeds = Math.max(0, ...values.map((own) => own.length));
  const scales = values.map(() => values.map(() => new Scale()));
  /** Bets that a loses less than the margin to b, `[a][b]`. */
  const within = values.map(() => values.map(() => ({ scale: new Scale(), capital: new Capital() })));
  const capitals = values.map(() => new Capital());
  const totals = values.map(() => 0);
  const after: (number | null)[] = values.map(() => null);
  const evidence = values.map(() => 0);

  for (let seed = 0; seed < seeds; seed++) {
    const racing = values.flatMap((own, arm) => (after[arm] === null && own.length > seed ? [arm] : []));
    for (const b of racing) {
      const others = racing.filter((arm) => arm !== b);
      if (others.length === 0) continue;
      const leader = others.reduce((top, arm) => (totals[arm]! > totals[top]! ? arm : top));
      const factors = others.map((arm) => scales[arm]![b]!.factors(difference(values[arm]![seed]!, values[b]![seed]!)));
      // Nothing is known before the first seed: the stake is divided among all.
      capitals[b]!.multiply(seed === 0 ? factors : [factors[others.indexOf(leader)]!]);
      for (const a of others) {
        const { scale, capital } = within[a]![b]!;
        capital.multiply([scale.factors(difference(values[a]![seed]!, values[b]![seed]!) + margin)]);
      }
    }
    for (const arm of racing) totals[arm]! += values[arm]![seed]!;
    const all = capitals.map(({ total }) => total);
    for (const arm of racing) {
      evidence[arm] = Math.max(evidence[arm]!, closed(all, arm));
      if (evidence[arm]! >= 1 / levelOfBest) after[arm] = seed + 1;
    }
  }

  const best = after.map((left) => left === null);
  const enough = (values.length - 1) / (level - levelOfBest);
  return {
    ...{ best, after },
    p: evidence.map((reached) => Math.min(1, 1 / reached)),
    asGood: values.map((_, a) => best.every((open, b) => a === b || !open || within[a]![b]!.capital.total >= enough)),
  };
}

/** The evidence against one hypothesis in the closed test: the least mean over all sets that it belongs to, with the smallest of the others. */
function closed(all: readonly number[], one: number): number {
  const others = all.filter((_, i) => i !== one).sort((a, b) => a - b);
  let sum = all[one]!;
  let least = sum;
  others.forEach((capital, i) => {
    sum += capital;
    least = Math.min(least, sum / (i + 2));
  });
  return least;
}

/** The spread of a pair's differences so far. */
class Scale {
  private squares = 0;
  private count = 0;

  /** By what the bets of this seed multiply the capital, one for each of `EFFECTS`: between 0 and 2. */
  factors(d: number): readonly number[] {
    this.squares += d * d;
    this.count++;
    const size = d === 0 ? 0 : Math.abs(d) / Math.sqrt(this.squares / this.count);
    return EFFECTS.map((effect) => 1 + Math.sign(d) * Math.tanh(effect * size));
  }
}

/** What bets have made of 1, divided evenly among `EFFECTS`. */
class Capital {
  private readonly parts = EFFECTS.map(() => 1);

  /** The stake is divided evenly among these bets. */
  multiply(bets: readonly (readonly number[])[]): void {
    EFFECTS.forEach((_, i) => (this.parts[i]! *= bets.reduce((sum, factors) => sum + factors[i]!, 0) / bets.length));
  }

  get total(): number {
    return this.parts.reduce((sum, part) => sum + part, 0) / EFFECTS.length;
  }
}

/** Differences of numbers of size 1 below 1e-12 are rounding, and count as none. */
const difference = (a: number, b: number): number => (Math.abs(a - b) <= 1e-12 * Math.abs(a) ? 0 : a - b);

/**
 * A confidence sequence for the middle of differences that come one after the other: with a chance of 95 % the interval holds it after
 * every one of them, so it may be looked at as often as one likes (Howard et al. 2021). All values against which bets, half upwards
 * and half downwards, have not yet made 20 of 1. Without spread around the middle being even it is the middle that is covered, not the mean.
 * @param most The largest difference there can be, either way: where nothing is excluded yet, the interval ends there. Infinity = nothing bounds it.
 */
export function confidenceSequence(differences: readonly number[], most: number): { readonly lo: number; readonly hi: number } {
  const centre = differences.reduce((sum, d) => sum + d, 0) / Math.max(1, differences.length);
  /** Where nothing bounds a difference: the first of ever larger values that is excluded, or one that no interval reaches. */
  const beyond = (side: 1 | -1): number => {
    let reach = Math.max(0, ...differences.map((d) => Math.abs(d - centre))) || 1;
    for (let doubled = 0; doubled < DOUBLINGS && !rulesOut(differences, centre + side * reach); doubled++) reach *= 2;
    return centre + side * reach;
  };
  const end = (side: 1 | -1): number => {
    const outermost = most === Infinity ? beyond(side) : side * most;
    if (!rulesOut(differences, outermost)) return outermost;
    let [near, far] = [centre, outermost];
    for (let i = 0; i < REFINEMENTS; i++) {
      const middle = (near + far) / 2;
      if (rulesOut(differences, middle)) far = middle;
      else near = middle;
    }
    return far;
  };
  return { lo: end(-1), hi: end(1) };
}
const LEVEL = 0.05;
const REFINEMENTS = 24;
const DOUBLINGS = 40;

/** Whether the confidence sequence rules that value out: bets against it, half upwards and half downwards, have made 20 of 1. Plain loops: every pair of a run asks this some fifty times. */
export function rulesOut(differences: readonly number[], value: number): boolean {
  let capital = 0;
  for (const effect of EFFECTS) {
    let [up, down, squares, count] = [1, 1, 0, 0];
    for (const difference of differences) {
      const d = difference - value;
      squares += d * d;
      count++;
      const stake = d === 0 ? 0 : Math.tanh((effect * d) / Math.sqrt(squares / count));
      up *= 1 + stake;
      down *= 1 - stake;
    }
    capital += (up + down) / 2;
  }
  return capital / EFFECTS.length >= 1 / LEVEL;
}
