/** Sums of a kernel over all pairs of rows, group by group, in one pass over the pairs and without the matrix of all pairs. */

/** A function of squared distances, put in place of those from `from` on and before `to`. */
export type Kernel = (squares: Float64Array, from: number, to: number) => void;

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
  for (let top = 0; top < count; top += TALL) {
    for (let left = Math.floor(top / WIDE) * WIDE; left < count; left += WIDE) {
      for (let j = 0; j < WIDE; j += PANEL) {
        for (let i = 0; i < TALL; i += PANEL) squares(x, norms, width, top + i, left + j, tile, i * WIDE + j);
      }
      for (let row = top; row < Math.min(top + TALL, count); row++) {
        // Of each pair only the order with the later row second.
        const first = Math.max(left, row + 1);
        const start = (row - top) * WIDE - left;
        const last = Math.min(left + WIDE, count);
        if (first < last) kernel(tile, start + first, start + last);
        addByGroup(tile, start, first, last, groupOf, starts, sums, groupOf[row]! * groups);
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

/** Squared distances of row i and the next two of its panel from row j and the next two: ‖x‖² + ‖y‖² − 2⟨x, y⟩. */
function squares(x: Float64Array, norms: Float64Array, width: number, i: number, j: number, tile: Float64Array, at: number): void {
  // No destructuring here: it would make an array at each of millions of calls.
  const fromI = i * width;
  const fromJ = j * width;
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
    const y0 = x[fromJ + k]!;
    const y1 = x[fromJ + k + 1]!;
    const y2 = x[fromJ + k + 2]!;
    const xa = x[fromI + k]!;
    a0 += xa * y0;
    a1 += xa * y1;
    a2 += xa * y2;
    const xb = x[fromI + k + 1]!;
    b0 += xb * y0;
    b1 += xb * y1;
    b2 += xb * y2;
    const xc = x[fromI + k + 2]!;
    c0 += xc * y0;
    c1 += xc * y1;
    c2 += xc * y2;
  }
  put(tile, at, norms, i, j, a0, a1, a2);
  put(tile, at + WIDE, norms, i + 1, j, b0, b1, b2);
  put(tile, at + 2 * WIDE, norms, i + 2, j, c0, c1, c2);
}

/** Rounding can leave the distance of equal rows below 0. */
function put(tile: Float64Array, at: number, norms: Float64Array, i: number, j: number, p0: number, p1: number, p2: number): void {
  const norm = norms[i]!;
  tile[at] = Math.max(0, norm + norms[j]! - 2 * p0);
  tile[at + 1] = Math.max(0, norm + norms[j + 1]! - 2 * p1);
  tile[at + 2] = Math.max(0, norm + norms[j + 2]! - 2 * p2);
}

/**
 * Adds values of rows `first` … `last` − 1, which lie from `start + first` on, to the sums of one group with each of their groups;
 * the sums of that group begin at `line`.
 */
function addByGroup(
  values: Float64Array,
  start: number,
  first: number,
  last: number,
  groupOf: Int32Array,
  starts: Int32Array,
  sums: Float64Array,
  line: number,
): void {
  for (let row = first; row < last;) {
    const group = groupOf[row]!;
    const end = Math.min(last, starts[group + 1]!);
    let sum = 0;
    for (; row < end; row++) sum += values[start + row]!;
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
