/** Trials of learning rates whose outcome is known, for tests of the choice among them. */
export const FACTORS = [1 / 3, 1, 3];
/** Trials in which a rate is right on the first so many of 30 rows. */
export const rightOn = (count: (rate: number) => number | undefined) => {
  const asked: number[] = [];
  const trial = async (rate: number) => {
    asked.push(rate);
    const right = count(rate);
    return right === undefined ? undefined : Array.from({ length: 30 }, (_, row) => Number(row < right));
  };
  return { asked, trial };
};
export const near = (a: number, b: number) => Math.abs(a / b - 1) < 1e-9;
