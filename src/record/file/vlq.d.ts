/** Its own types are not where its package says. Whole numbers of 32 bits. */
declare module 'vlq' {
  export function encode(numbers: readonly number[]): string;
  export function decode(text: string): number[];
}
