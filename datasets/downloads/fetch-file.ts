/** Fetching one file of known size and checksum. */
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { DataError } from '../../src/data/errors.ts';
import type { Download, DownloadFile } from './download.ts';

export type Fetch = (url: string, init: { readonly signal?: AbortSignal }) => Promise<Response>;

export interface FetchFileOptions {
  readonly fetch: Fetch;
  readonly signal?: AbortSignal;
  /** Bytes of this file so far; it starts again from 0 at another address. */
  readonly onProgress: (bytes: number) => void;
}

/** Where only the order of magnitude is known, a file may have so many times the bytes. */
const SLACK = 2;

/**
 * The file from the first of its addresses that gives it whole and as expected.
 * @throws DataError, with the last reason, when none does; the signal's reason when aborted.
 */
export async function fetchFile(file: DownloadFile, { page }: Download, options: FetchFileOptions): Promise<Blob> {
  let reason = '';
  for (const url of file.urls) {
    try {
      return await fetchFrom(url, file, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      reason = `${new URL(url).host}: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  throw new DataError(`${file.name} could not be downloaded (${reason})`, {
    remedy: `Check the connection and try again, or fetch the file from ${page} and open it here.`,
  });
}

async function fetchFrom(url: string, { bytes, checksum }: DownloadFile, { fetch, signal, onProgress }: FetchFileOptions): Promise<Blob> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
  const hash = (checksum.kind === 'sha256' ? sha256 : md5).create();
  const limit = checksum.kind === 'sha256' ? bytes : SLACK * bytes;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done: atEnd, value } = await reader.read();
      if (atEnd) break;
      signal?.throwIfAborted();
      done += value.length;
      if (done > limit) throw new Error(`it is larger than the ${bytes} bytes that were expected`);
      hash.update(value);
      parts.push(new Uint8Array(value));
      onProgress(done);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (checksum.kind === 'sha256' && done < bytes) throw new Error(`it ended after ${done} of ${bytes} bytes`);
  if (bytesToHex(hash.digest()) !== checksum.hex) throw new Error('it is not the file that was expected: its checksum differs');
  return new Blob(parts);
}
