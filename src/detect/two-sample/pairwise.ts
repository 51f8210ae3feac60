/** Sums of a kernel over all pairs of rows, group by group, in one pass over the pairs and without the matrix of all pairs. */

/** A function of squared distances, put in place of the first `count` of them. */
export type Kernel = (squares: Float64Array, count: number) => void;

/** Rows are stored in panels of three, number by number: 3 × 3 scalar products at a time can be summed up in registers. */
const PANEL = 3;
/** Pairs are handled in tiles of so many rows by so many, small enough for the cache; both are whole panels, one divides the other. */
const TALL = 33;
const WIDE = 132;

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
  const x = panels(rows, count, width, padded);
  const norms = squaredNorms(x, width, padded);
  const groupOf = groupsOfRows(starts);
  const sums = new Float64Array(groups * groups);
  const tile = new Float64Array(TALL * WIDE);
  const line = new Float64Array(WIDE);
  for (let top = 0; top < count; top += TALL) {
    for (let left = Math.floor(top / WIDE) * WIDE; left < count; left += WIDE) {
      for (let j = 0; j < WIDE; j += PANEL) {
        for (let i = 0; i < TALL; i += PANEL) products(x, width, (top + i) * width, (left + j) * width, tile, i * WIDE + j);
      }
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
        addByGroup(line, length, first, groupOf, starts, sums, groupOf[row]! * groups);
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

/** The rows in panels. Distances do not feel a shift, but near the mean fewer digits cancel. Rows of zeros fill the last tile. */
function panels(rows: ArrayLike<number>, count: number, width: number, padded: number): Float64Array {
  const x = new Float64Array(padded * width);
  for (let c = 0; c < width; c++) {
    let mean = 0;
    for (let i = c; i < count * width; i += width) mean += rows[i]! / count;
    for (let row = 0; row < count; row++) x[place(row, c, width)] = rows[row * width + c]! - mean;
  }
  return x;
}

/** Where a number of a row is stored. */
const place = (row: number, c: number, width: number): number => (row - (row % PANEL)) * width + c * PANEL + (row % PANEL);

function squaredNorms(x: Float64Array, width: number, count: number): Float64Array {
  const norms = new Float64Array(count);
  for (let row = 0; row < count; row++) for (let c = 0; c < width; c++) norms[row]! += x[place(row, c, width)]! ** 2;
  return norms;
}

/** Scalar products of the three rows of the panel that begins at `i` with those of the panel at `j`. */
function products(x: Float64Array, width: number, i: number, j: number, tile: Float64Array, at: number): void {
  // No destructuring here: it would make an array at each of millions of calls.
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let c0 = 0;
  let c1 = 0;
  let c2 = 0;
  for (let k = 0; k < PANEL * width; k += PANEL) {
    const y0 = x[j + k]!;
    const y1 = x[j + k + 1]!;
    const y2 = x[j + k + 2]!;
    const xa = x[i + k]!;
    a0 += xa * y0;
    a1 += xa * y1;
    a2 += xa * y2;
    const xb = x[i + k + 1]!;
    b0 += xb * y0;
    b1 += xb * y1;
    b2 += xb * y2;
    const xc = x[i + k + 2]!;
    c0 += xc * y0;
    c1 += xc * y1;
    c2 += xc * y2;
  }
  tile[at] = a0;
  tile[at + 1] = a1;
  tile[at + 2] = a2;
  tile[at + WIDE] = b0;
  tile[at + WIDE + 1] = b1;
  tile[at + WIDE + 2] = b2;
  tile[at + 2 * WIDE] = c0;
  tile[at + 2 * WIDE + 1] = c1;
  tile[at + 2 * WIDE + 2] = c2;
}

/** Adds values that belong to the rows from `first` on to the sums of one group, whose line begins at `line`, with their groups. */
function addByGroup(
  values: Float64Array,
  length: number,
  first: number,
  groupOf: Int32Array,
  starts: Int32Array,
  sums: Float64Array,
  line: number,
): void {
  for (let k = 0; k < length;) {
    const group = groupOf[first + k]!;
    const end = Math.min(length, starts[group + 1]! - first);
    let sum = 0;
    for (; k < end; k++) sum += values[k]!;
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
