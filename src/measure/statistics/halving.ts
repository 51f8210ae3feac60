/**
 * Where a fixed number of trainings is best spent, for whoever has to choose one repair: sequential halving (Karnin, Koren & Somekh 2013,
 * Almost optimal exploration in multi-armed bandits). All repairs train on the first seeds; the better half goes on to more of them, and
 * so on, until two are left. Every round gets the same share of the trainings. This finds a good one; it claims nothing.
 */

export interface Round {
  /** Repairs that train in it, and on how many further seeds each. */
  readonly repairs: number;
  readonly seeds: number;
}

/**
 * @param repairs How many there are, ≥ 1.
 * @param trainings Trainings of a repair on a seed, all together; as many as `repairs` or more.
 * @param mostSeeds Seeds there can be.
 */
export function rounds(repairs: number, trainings: number, mostSeeds: number): Round[] {
  const count = Math.max(1, Math.ceil(Math.log2(repairs)));
  const found: Round[] = [];
  let [left, seedsLeft] = [trainings, mostSeeds];
  for (let round = 0; round < count; round++) {
    const racing = Math.ceil(repairs / 2 ** round);
    const seeds = Math.min(seedsLeft, Math.floor(left / (count - round) / racing));
    if (seeds < 1) break;
    found.push({ repairs: racing, seeds });
    left -= racing * seeds;
    seedsLeft -= seeds;
  }
  return found;
}

/**
 * Seeds that each repair trains on, by id. Those with the most are the ones to choose from.
 * @param worth What a repair is worth by its first so many seeds; higher is better. Of equals, the first goes on.
 */
export function halving(
  repairs: readonly string[],
  trainings: number,
  mostSeeds: number,
  worth: (repair: string, seeds: number) => number,
): Readonly<Record<string, number>> {
  const seeds: Record<string, number> = Object.fromEntries(repairs.map((repair) => [repair, 0]));
  let racing = [...repairs];
  let seen = 0;
  for (const round of rounds(repairs.length, trainings, mostSeeds)) {
    const by = new Map(racing.map((repair) => [repair, seen ? worth(repair, seen) : 0]));
    racing = racing.sort((a, b) => by.get(b)! - by.get(a)!).slice(0, round.repairs);
    seen += round.seeds;
    for (const repair of racing) seeds[repair] = seen;
  }
  return seeds;
}
