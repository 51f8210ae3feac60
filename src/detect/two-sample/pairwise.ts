/** Sums of a kernel over all pairs of rows, group by group, in one pass over the pairs and without the matrix of all pairs. */

/** A function of squared distances, put in place of the first `count` of them. */
export type Kernel = (squares: Float64Array, count: number) => void;

/** Pairs are handled in tiles of so many rows by so many, small enough for the cache and multiples of the 4 × 2 products. */
const TALL = 32;
const WIDE = 128;

/**
 * Σ k(i, j) over i in group g, j in group h, i ≠ j, as a `[groups, groups]` symmetric matrix; both orders of a pair count, also
 * within a group.
 * @param rows `[count, width]`, each group's rows next to each other.
 * @param starts Where each group begins, and `count` at the end.
 */
export function groupSums(rows: ArrayLike<number>, width: number, starts: Int32Array, kernel: Kernel): Float64Array {
  const groups = starts.length - 1;
  const count = starts[groups]!;
  const padded = Math.ceil(count / WIDE) * WIDE;
  const x = centred(rows, count, width, padded);
  const norms = squaredNorms(x, width, padded);
  const groupOf = groupsOfRows(starts);
  const sums = new Float64Array(groups * groups);
  const tile = new Float64Array(TALL * WIDE);
  const line = new Float64Array(WIDE);
  for (let top = 0; top < count; top += TALL) {
    for (let left = Math.floor(top / WIDE) * WIDE; left < count; left += WIDE) {
      for (let j = 0; j < WIDE; j += 2) for (let i = 0; i < TALL; i += 4) products(x, width, top + i, left + j, tile, i * WIDE + j);
      for (let row = top; row < Math.min(top + TALL, count); row++) {
        // Of each pair only the order with the later row second.
        const first = Math.max(left, row + 1);
        const length = Math.min(left + WIDE, count) - first;
        const norm = norms[row]!;
        const from = (row - top) * WIDE + first - left;
        for (let k = 0; k < length; k++) {
          const square = norm + norms[first + k]! - 2 * tile[from + k]!;
          line[k] = square > 0 ? square : 0;
        }
        if (length > 0) kernel(line, length);
        addByGroup(line, length, first, groupOf, sums, groupOf[row]! * groups);
      }
    }
  }
  return symmetric(sums, groups);
}

function groupsOfRows(starts: Int32Array): Int32Array {
  const groupOf = new Int32Array(starts.at(-1)!);
  for (let g = 0; g + 1 < starts.length; g++) groupOf.fill(g, starts[g], starts[g + 1]);
  return groupOf;
}

/** Distances do not feel a shift, but near the mean fewer digits cancel. Rows of zeros fill it up to whole strips. */
function centred(rows: ArrayLike<number>, count: number, width: number, padded: number): Float64Array {
  const x = new Float64Array(padded * width);
  for (let c = 0; c < width; c++) {
    let mean = 0;
    for (let i = c; i < count * width; i += width) mean += rows[i]! / count;
    for (let i = c; i < count * width; i += width) x[i] = rows[i]! - mean;
  }
  return x;
}

function squaredNorms(x: Float64Array, width: number, count: number): Float64Array {
  const norms = new Float64Array(count);
  for (let i = 0; i < count; i++) for (let c = 0; c < width; c++) norms[i]! += x[i * width + c]! ** 2;
  return norms;
}

/** Scalar products of rows i … i + 3 with rows j and j + 1: as many as can be summed up in registers. */
function products(x: Float64Array, width: number, i: number, j: number, tile: Float64Array, at: number): void {
  // No destructuring here: it would make an array at each of millions of calls.
  let a0 = 0;
  let a1 = 0;
  let b0 = 0;
  let b1 = 0;
  let c0 = 0;
  let c1 = 0;
  let d0 = 0;
  let d1 = 0;
  const a = i * width;
  const b = a + width;
  const c = b + width;
  const d = c + width;
  const u = j * width;
  const v = u + width;
  for (let k = 0; k < width; k++) {
    const y0 = x[u + k]!;
    const y1 = x[v + k]!;
    const xa = x[a + k]!;
    a0 += xa * y0;
    a1 += xa * y1;
    const xb = x[b + k]!;
    b0 += xb * y0;
    b1 += xb * y1;
    const xc = x[c + k]!;
    c0 += xc * y0;
    c1 += xc * y1;
    const xd = x[d + k]!;
    d0 += xd * y0;
    d1 += xd * y1;
  }
  tile[at] = a0;
  tile[at + 1] = a1;
  tile[at + WIDE] = b0;
  tile[at + WIDE + 1] = b1;
  tile[at + 2 * WIDE] = c0;
  tile[at + 2 * WIDE + 1] = c1;
  tile[at + 3 * WIDE] = d0;
  tile[at + 3 * WIDE + 1] = d1;
}

/** Adds values that belong to the rows from `first` on to the sums of one group, whose line begins at `line`, with their groups. */
function addByGroup(values: Float64Array, length: number, first: number, groupOf: Int32Array, sums: Float64Array, line: number): void {
  for (let k = 0; k < length;) {
    const group = groupOf[first + k]!;
    let sum = 0;
    while (k < length && groupOf[first + k] === group) sum += values[k++]!;
    sums[line + group]! += sum;
  }
}

/** The upper triangle holds each pair once. */
function symmetric(sums: Float64Array, groups: number): Float64Array {
  for (let g = 0; g < groups; g++) {
    sums[g * groups + g]! *= 2;
    for (let h = g + 1; h < groups; h++) sums[h * groups + g] = sums[g * groups + h]!;
  }
  return sums;
}
