/** Seeds that race, and a finished run that goes on. */
import { expect } from '@playwright/test';
import { button, finishedRun, headline, openCard, openLab, runButton, storeOf, test, tiny } from './support.ts';

test(
  'a finished run goes on with more seeds: what it had stays, what is new joins it, and the verdict is renewed',
  { tag: '@slow' },
  async ({ page }) => {
    await openLab(page, { ...tiny, seeds: { root: 7, count: 4, race: true } });
    await expect(button(page, 'More seeds'), 'nothing has run').toHaveCount(0);
    await runButton(page).click();
    const first = await finishedRun(page);
    expect(first.seeds).toHaveLength(4);
    await button(page, 'More seeds').click();
    const second = await finishedRun(page, first);
    expect(second.spec.seeds).toEqual({ root: 7, count: 14, race: true });
    expect(second.seeds.length).toBeGreaterThan(4);
    const ends = ({ results }: typeof first) => new Map(results.map(({ arm, seed, endHash }) => [`${arm} ${seed}`, endHash]));
    for (const [what, hash] of ends(first)) expect(ends(second).get(what), what).toBe(hash);
    expect(second.derived.summary.design).toBe('race');
    await expect(headline(page)).toHaveText(/favours|A tie|Undecided|Nothing to decide/);
    // The same from the beginning, in one go.
    await runButton(page).click();
    const whole = await finishedRun(page, second);
    expect(ends(whole)).toEqual(ends(second));
  },
);

test('a fixed number of seeds is a choice on the card, and claims nothing below six', async ({ page }) => {
  await openLab(page, { ...tiny, seeds: { root: 7, count: 2, race: true } });
  const card = await openCard(page, 'Seeds and machine');
  await card.getByRole('combobox', { name: 'Seeds' }).selectOption({ label: 'a fixed number' });
  const store = await storeOf(page);
  expect(await store.evaluate(({ spec }) => spec.seeds)).toEqual({ root: 7, count: 2 });
  await runButton(page).click();
  await finishedRun(page);
  await expect(headline(page)).toHaveText('Too few seeds for a verdict: 2 of 6');
});
