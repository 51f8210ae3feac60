/** The processes behind a page, to stop them for a while as a sleeping computer does. */
import type { Browser, Page } from 'playwright-core';

/** The process that draws that page and its workers; told apart by the time it takes while only it is busy. */
export async function browserProcess(browser: Browser, page: Page): Promise<{ sleep(ms: number): Promise<void> }> {
  const session = await browser.newBrowserCDPSession();
  const renderers = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer');
  };
  const before = new Map((await renderers()).map(({ id, cpuTime }) => [id, cpuTime]));
  await page.evaluate(() => {
    for (const until = performance.now() + 300; performance.now() < until;) continue;
  });
  const [busiest] = (await renderers())
    .map(({ id, cpuTime }) => ({ id, took: cpuTime - (before.get(id) ?? 0) }))
    .sort((a, b) => b.took - a.took);
  await session.detach();
  const pid = busiest!.id;
  return {
    async sleep(ms) {
      process.kill(pid, 'SIGSTOP');
      await new Promise((resolve) => setTimeout(resolve, ms));
      process.kill(pid, 'SIGCONT');
    },
  };
}
