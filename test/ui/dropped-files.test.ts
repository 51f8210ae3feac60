import { expect } from 'chai';
import { droppedFiles } from '../../src/ui/dropped-files.ts';

/** Entries as the browser gives them for what is dropped; a folder gives its own in portions of two. */
const fileEntry = (fullPath: string) => ({
  isFile: true,
  isDirectory: false,
  fullPath,
  file: (done: (file: File) => void) => done(new File([''], fullPath.slice(fullPath.lastIndexOf('/') + 1))),
});
function folder(fullPath: string, ...children: readonly object[]) {
  const createReader = () => {
    const left = [...children];
    return { readEntries: (done: (some: object[]) => void) => done(left.splice(0, 2)) };
  };
  return { isFile: false, isDirectory: true, fullPath, createReader };
}
const drop = (entries: readonly (object | null)[], files: readonly File[] = []): DataTransfer =>
  ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })), files }) as unknown as DataTransfer;
const names = (files: readonly File[]): string[] => files.map(({ name }) => name);

describe('what is dropped on the page', () => {
  it('is its files, without paths, when no folder is among them', async () => {
    const file = new File([''], 'mine.csv');
    expect(await droppedFiles(drop([fileEntry('/mine.csv')], [file]))).to.deep.equal({ files: [file], paths: [] });
  });

  it('is every file below a folder, with its path from there', async () => {
    const animals = folder(
      '/animals',
      folder('/animals/cat', ...[1, 2, 3, 4, 5].map((i) => fileEntry(`/animals/cat/${i}.png`))),
      folder('/animals/dog', fileEntry('/animals/dog/6.png')),
      folder('/animals/empty'),
    );
    const { files, paths } = await droppedFiles(drop([animals]));
    expect(paths).to.deep.equal([...[1, 2, 3, 4, 5].map((i) => `animals/cat/${i}.png`), 'animals/dog/6.png']);
    expect(names(files)).to.deep.equal(['1.png', '2.png', '3.png', '4.png', '5.png', '6.png']);
  });

  it('is folders and files together, each file with a path', async () => {
    const { files, paths } = await droppedFiles(drop([fileEntry('/labels.csv'), folder('/cat', fileEntry('/cat/1.png'))]));
    expect([names(files), paths]).to.deep.equal([
      ['labels.csv', '1.png'],
      ['labels.csv', 'cat/1.png'],
    ]);
  });

  it('is nothing when what was dropped is no file', async () => {
    expect(await droppedFiles(drop([null]))).to.deep.equal({ files: [], paths: [] });
  });

  it('is not taken when a folder cannot be read', async () => {
    const locked = {
      ...folder('/locked'),
      createReader: () => ({ readEntries: (_: unknown, fail: (error: Error) => void) => fail(new Error('no permission')) }),
    };
    const error: unknown = await droppedFiles(drop([locked])).catch((reason: unknown) => reason);
    expect(error).to.have.property('message', 'no permission');
  });
});
