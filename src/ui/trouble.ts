/** The details of a problem on this page, to be copied or saved. */
import type { LabStore } from '../state/lab-store.ts';
import { troubleReport } from '../state/trouble.ts';

let page: LabStore | undefined;

/** Called once, by what joins the page. */
export const tellsOf = (store: LabStore): void => void (page = store);

/** @param trace what was thrown, with where; empty where nothing was */
export function troubleText(trace = ''): string {
  const { userAgent: browser, onLine: online, hardwareConcurrency: cores } = navigator;
  return troubleReport(trace, {
    ...{ browser, online, cores, secure: isSecureContext },
    engine: page?.engine,
    specs: page ? [page.spec, page.stream.spec] : [],
  });
}
