export * from '../../spec/reading-options.ts';
