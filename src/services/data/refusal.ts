/** An error as the page shows it: what, where and what to do. */
import type { Refusal } from '../../contracts/services.ts';
import { DataError } from '../../data/errors.ts';
import type { Issue } from '../../spec/schema.ts';

export function refusalOf(error: unknown, file?: string): Refusal {
  const issues: Issue[] = [];
  if (error instanceof Error && error.name === 'AbortError') return { text: `Reading ${file ?? 'the file'} was cancelled.`, issues };
  if (!(error instanceof DataError))
    return { text: `This could not be read: ${error instanceof Error ? error.message : String(error)}.`, issues };
  const place = [file, error.line, error.column].filter((part) => part !== undefined).join(':');
  return {
    text: `${place ? `${place}: ` : ''}${[error.message, error.remedy].filter(Boolean).join('. ')}`,
    issues,
    ...(error.option !== undefined && { option: error.option }),
  };
}
