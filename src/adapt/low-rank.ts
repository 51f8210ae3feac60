/** A low-rank addition to one matrix, `[rows, columns]` row-major: scale·A·B with A `[rows, rank]` and B `[rank, columns]`. */
import type { Random } from '../random/random.ts';
import { pow } from '../maths/portable.ts';

/** Numbers that Adam improves (Kingma & Ba 2015, β₁ 0.9, β₂ 0.999, ε 1e-7). */
class Learned {
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private steps = 0;

  constructor(readonly values: Float64Array) {
    this.first = new Float64Array(values.length);
    this.second = new Float64Array(values.length);
  }

  step(gradient: Float64Array, rate: number): void {
    this.steps++;
    const { values, first, second, steps } = this;
    gradient.forEach((g, i) => {
      first[i] = 0.9 * first[i]! + 0.1 * g;
      second[i] = 0.999 * second[i]! + 0.001 * g * g;
      values[i]! -= (rate * (first[i]! / (1 - pow(0.9, steps)))) / (Math.sqrt(second[i]! / (1 - pow(0.999, steps))) + 1e-7);
    });
  }
}

export class LowRank {
  private readonly a: Learned;
  private readonly b: Learned;

  /** A is normal with variance 1/rows, B zero: it begins as nothing added (Hu et al. 2021). */
  constructor(
    private readonly rows: number,
    private readonly columns: number,
    private readonly rank: number,
    private readonly scale: number,
    random: Random,
  ) {
    this.a = new Learned(Float64Array.from({ length: rows * rank }, () => random.normal() / Math.sqrt(rows)));
    this.b = new Learned(new Float64Array(rank * columns));
  }

  /** Numbers that are learned. */
  get size(): number {
    return this.rank * (this.rows + this.columns);
  }

  /** Adds it to a matrix. */
  addTo(matrix: Float32Array): void {
    const { rows, columns, rank, scale } = this;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0; k < rank; k++) sum += this.a.values[i * rank + k]! * this.b.values[k * columns + j]!;
        matrix[i * columns + j]! += scale * sum;
      }
  }

  /** One step, from the gradient G by the whole matrix: by A it is scale·G·Bᵀ, by B scale·Aᵀ·G. */
  step(gradient: Float32Array, rate: number): void {
    const { rows, columns, rank, scale } = this;
    const byA = new Float64Array(rows * rank);
    const byB = new Float64Array(rank * columns);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) {
        const g = scale * gradient[i * columns + j]!;
        for (let k = 0; k < rank; k++) {
          byA[i * rank + k]! += g * this.b.values[k * columns + j]!;
          byB[k * columns + j]! += g * this.a.values[i * rank + k]!;
        }
      }
    this.a.step(byA, rate);
    this.b.step(byB, rate);
  }
}
