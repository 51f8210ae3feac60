/** The subset against the whole font, which the package serves: as wide, letter by letter, in every weight that the page uses. */
import { assert } from 'chai';
import whole from '../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import subset from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';

const faces = { whole, subset };
/** Latin-1, what the page says besides, and letters that have their accent apart. */
const characters = [
  ...Array.from({ length: 0x250 - 32 }, (_, i) => String.fromCodePoint(i + 32)).filter((c) => !/\p{C}/u.test(c)),
  ...'–—‘’“”„…•−×≤≥±→←↑↓€™',
  ...['e\u0301', 'a\u0308', 'AV', 'To', 'fi', 'ß'],
];

before(async () => {
  for (const [name, url] of Object.entries(faces))
    document.fonts.add(await new FontFace(name, `url('${url}')`, { weight: '100 900' }).load());
});

it('it is another file, and a smaller one', async () => {
  const [large, small] = await Promise.all([whole, subset].map(async (url) => (await (await fetch(url)).arrayBuffer()).byteLength));
  assert.isBelow(small!, 0.6 * large!);
});

for (const weight of [400, 500, 600, 700])
  for (const figures of ['normal', 'tabular-nums'])
    it(`as wide at ${weight}, figures ${figures}`, () => {
      const span = document.body.appendChild(document.createElement('span'));
      span.style.cssText = `font-size: 100px; font-weight: ${weight}; font-variant-numeric: ${figures}; white-space: pre`;
      const widthIn = (family: string, text: string) => {
        span.style.fontFamily = `${family}, monospace`;
        span.textContent = text;
        return span.getBoundingClientRect().width;
      };
      for (const text of characters) assert.approximately(widthIn('subset', text), widthIn('whole', text), 0.11, JSON.stringify(text));
      if (figures === 'tabular-nums') assert.approximately(widthIn('subset', '1111'), widthIn('subset', '8888'), 0.11);
      else assert.isBelow(widthIn('subset', '1111'), widthIn('subset', '8888') - 5);
      span.remove();
    });
