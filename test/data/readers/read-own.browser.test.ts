import { expect } from 'chai';
import fc from 'fast-check';
import { readOwnFiles } from '../../../src/data/readers/read-own.ts';
import { damaged, expectValid, inTwoFolders } from './damage.ts';
import { fileOf, image, zip } from './fixtures.ts';

describe('damaged files', () => {
  it('images in archives, with the browser’s decoders: a valid data set or a DataError, nothing else', async () => {
    const bytes = await image(9, 7, '#204060');
    await fc.assert(
      fc.asyncProperty(fc.array(damaged(bytes), { minLength: 20, maxLength: 20 }), async (images) => {
        const archive = fileOf('a.zip', zip(inTwoFolders(images)));
        const error: unknown = await readOwnFiles([archive]).then(expectValid, (reason: unknown) => reason);
        if (error !== undefined) expect(error).to.have.property('name', 'DataError');
      }),
      { numRuns: 15 },
    );
  });
});
