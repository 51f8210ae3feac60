/** What keeps people out, as far as a checker finds it. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Whatever axe finds, best practice and the size of targets included, in short; of the whole page or of one dialog. */
export async function barriers(page: Page, dialog?: string): Promise<string[]> {
  // Where what is out of sight is not laid out, all of it lies in one place.
  await page.evaluate(() => document.documentElement.style.setProperty('--out-of-sight', 'visible'));
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
  if (dialog) axe.include({ fromShadowDom: ['drift-lab', dialog, 'dialog'] });
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary}`),
  );
}

/** No barriers on a desk and on the narrowest phone, and nothing that scrolls sideways. */
export async function openToAll(page: Page, name: string): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await barriers(page), `${name}, ${width} px`).toEqual([]);
    const overflow = () => page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
    await expect.poll(overflow, { message: `${name}, ${width} px` }).toBeLessThanOrEqual(0);
  }
}
