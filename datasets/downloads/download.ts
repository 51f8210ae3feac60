/** What a data set on the web says about itself before a byte of it is fetched. */
import type { DataCard, InputKind } from '../../src/data/types.ts';

export interface DownloadFile {
  /** As its publisher calls it; readers pair files by their names. */
  readonly name: string;
  /** Where it lies, https, tried in this order. A host must allow requests from other sites (CORS). */
  readonly urls: readonly string[];
  /** Exact, unless no SHA-256 is known; then for display and as the order of magnitude. */
  readonly bytes: number;
  /** Hex. `md5` only where the publisher gives nothing better: it tells damage, not forgery. */
  readonly checksum: { readonly kind: 'sha256' | 'md5'; readonly hex: string };
}

export interface Download {
  readonly id: string;
  readonly title: string;
  readonly card: DataCard;
  readonly inputKind: InputKind;
  /** `[features]`, or `[height, width, channels]`. */
  readonly inputShape: readonly number[];
  /** Names of the labels 0, 1, … where the files have numbers only. */
  readonly classes?: readonly string[];
  readonly files: readonly DownloadFile[];
  /** A page from which the files can be fetched by hand, to be opened here then. */
  readonly page: string;
}

/** Bytes of all files. */
export const downloadBytes = ({ files }: Download): number => files.reduce((sum, { bytes }) => sum + bytes, 0);
