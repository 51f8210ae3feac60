/** Columns that are the numbers of one vector, as encoders of texts and images write them: e0, e1 … or emb_0, emb_1 … */
import type { Column } from '../types.ts';

/** Fewer numbered columns may be anything. */
const FEWEST = 8;
const NUMBERED = /^(e|z|h|emb|embed|embedding|embeddings|vec|dim|latent)[ _.-]?(\d+)$/i;

/** The columns with those of an embedding marked, where there is one, and its name and size for a note. */
export function withEmbedding(columns: readonly Column[]): { readonly columns: readonly Column[]; readonly found?: string } {
  const parts = columns.map(({ name, kind }) => (kind === 'numeric' ? NUMBERED.exec(name) : null));
  const prefixes = parts.flatMap((part) => part?.[1] ?? []);
  const prefix = prefixes.find((one) => prefixes.filter((other) => other === one).length >= FEWEST);
  if (prefix === undefined) return { columns };
  const numbers = parts.flatMap((part) => (part?.[1] === prefix ? [Number(part[2])] : [])).sort((a, b) => a - b);
  // Numbers in a row, from 0 or 1: others are names that end in a number.
  if (numbers[0]! > 1 || numbers.some((number, i) => number !== numbers[0]! + i)) return { columns };
  const marked = columns.map((column, c): Column => (parts[c]?.[1] === prefix ? { ...column, embedding: true } : column));
  return { columns: marked, found: embeddingNote(`${prefix}${numbers[0]} … ${prefix}${numbers.at(-1)}`) };
}

export const embeddingNote = (what: string): string =>
  `${what} are the numbers of an embedding: they keep their scale among each other, and none is standardised by itself. Head only is the natural repair, and the maximum mean discrepancy the natural test.`;
