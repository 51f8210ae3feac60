/** Where it is kept what a person says: for each data set as it was last said for it, else as it was last said on this device. */
import type { AnySpec } from '../spec/schema.ts';

/** Storage of the browser, or what stands for it in a test. */
type Kept = Pick<Storage, 'getItem' | 'setItem'> & Partial<Pick<Storage, 'removeItem'>>;

/** Names a data set: one of ours, or by its hash a person's own. */
export const dataSetOf = ({ id, params }: AnySpec['data']): string => (id === 'own' ? String(params['sha256']) : id);

/** Every method throws where the browser refuses storage. */
export class PerData {
  private dataSet: string | undefined;

  /** `storage` is asked for at each use. */
  constructor(
    private readonly storage: () => Kept,
    private readonly key: string,
  ) {}

  /** What follows is of that data set. @returns whether that is another one than before */
  about(dataSet: string): boolean {
    if (dataSet === this.dataSet) return false;
    this.dataSet = dataSet;
    return true;
  }

  read(): string | null {
    const storage = this.storage();
    return (this.own === undefined ? null : storage.getItem(this.own)) ?? storage.getItem(this.key);
  }

  write(text: string): void {
    for (const key of this.keys) this.storage().setItem(key, text);
  }

  forget(): void {
    for (const key of this.keys) this.storage().removeItem?.(key);
  }

  private get own(): string | undefined {
    return this.dataSet === undefined ? undefined : `${this.key} ${this.dataSet}`;
  }

  private get keys(): readonly string[] {
    return [this.key, ...(this.own === undefined ? [] : [this.own])];
  }
}
