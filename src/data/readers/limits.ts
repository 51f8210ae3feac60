/** How much of the user's own data is read; the page shows these limits before anything is chosen. */

/** Largest file that is opened at all, tables and archives alike: 512 MB. */
export const MAX_FILE_BYTES = 512_000_000;
/** What a table may take while it is read: 480 MB. */
const MEMORY_BYTES = 480_000_000;
/** A cell takes 8 bytes while it is read, 4 as an input, and 4 once more where rows are put in order. */
const CELL_BYTES = 16;
/** Rows × columns that are kept; of more, a random sample of the rows. */
export const MAX_CELLS = MEMORY_BYTES / CELL_BYTES;
/** Rows of a table that are kept at most, however narrow it is. */
export const MAX_ROWS = 2_000_000;
/** Rows that are kept of a table with so many columns. */
export const rowLimit = (columns: number, wanted = Infinity): number =>
  Math.max(1, Math.min(wanted, MAX_ROWS, Math.floor(MAX_CELLS / columns)));
/** Most columns of a table, the label included. */
export const MAX_COLUMNS = 5_000;
/** Images that are kept; of more, this many are drawn at random. */
export const MAX_IMAGES = 60_000;
/** Numbers in all images together, 256 MB as 32-bit floats: 60,000 images of 28 × 28 × 1, or 20,833 of 32 × 32 × 3. */
export const MAX_IMAGE_VALUES = 64_000_000;
/** Height and width of an image that is used as it is (IDX, NPY). */
export const MAX_IMAGE_SIDE = 256;
/** Pixels of an image file before it is scaled down. */
export const MAX_SOURCE_PIXELS = 50_000_000;
/** Entries of a ZIP or TAR archive, and files of a folder. */
export const MAX_ENTRIES = 20_000;
/** What a compressed file may grow to: 1 GB. */
export const MAX_INFLATED_BYTES = 1_000_000_000;
/** Inflated : packed bytes beyond which a file is taken for a decompression bomb … */
export const MAX_INFLATE_RATIO = 200;
/** … once it has grown past this size (what is that small does no harm, and files of zeros shrink a thousandfold in good faith). */
export const RATIO_FREE_BYTES = 64_000_000;
/** Most classes that labels may have: views of predictions keep a class in a byte. */
export const MAX_CLASSES = 255;
/** A class with fewer rows is left out: it could not have two in each part of a split. */
export const MIN_ROWS_PER_CLASS = 8;
