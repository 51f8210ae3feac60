export * from '../spec/roles.ts';
