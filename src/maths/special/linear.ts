/** Small dense linear algebra on `[size, size]` row-major matrices. */

/**
 * The inverse, by Gauss and Jordan's elimination with row pivoting.
 * @returns undefined when the matrix is singular to working precision.
 */
export function inverse(matrix: ArrayLike<number>, size: number): Float64Array | undefined {
  const left = Float64Array.from(matrix);
  const right = new Float64Array(size * size);
  for (let i = 0; i < size; i++) right[i * size + i] = 1;
  const scale = left.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  for (let c = 0; c < size; c++) {
    let pivot = c;
    for (let r = c + 1; r < size; r++) if (Math.abs(left[r * size + c]!) > Math.abs(left[pivot * size + c]!)) pivot = r;
    const value = left[pivot * size + c]!;
    if (!(Math.abs(value) > scale * 1e-14)) return undefined;
    for (const half of [left, right]) {
      for (let k = 0; k < size; k++) {
        const kept = half[c * size + k]!;
        half[c * size + k] = half[pivot * size + k]! / value;
        if (pivot !== c) half[pivot * size + k] = kept;
      }
    }
    for (let r = 0; r < size; r++) {
      const factor = left[r * size + c]!;
      if (r === c || factor === 0) continue;
      for (const half of [left, right]) for (let k = 0; k < size; k++) half[r * size + k]! -= factor * half[c * size + k]!;
    }
  }
  return right;
}

/** The matrix times a vector. */
export function multiply(matrix: ArrayLike<number>, vector: ArrayLike<number>): Float64Array {
  const size = vector.length;
  return Float64Array.from({ length: matrix.length / size }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * vector[j]!;
    return sum;
  });
}

/** The largest sum of absolute values of a column: the 1-norm, as in condition numbers. */
export function columnNorm(matrix: ArrayLike<number>, size: number): number {
  const sums = new Float64Array(size);
  for (let i = 0; i < size * size; i++) sums[i % size]! += Math.abs(matrix[i]!);
  return Math.max(...sums);
}
