/** The JSON-LD context that Croissant 1.1 recommends (its appendix 1), with PROV-O for where the data come from. */
const CROISSANT = [
  ...['annotation', 'arrayShape', 'citeAs', 'column', 'containedIn', 'equivalentProperty', 'excludes', 'extract', 'field', 'fileProperty'],
  ...['fileObject', 'fileSet', 'format', 'includes', 'isArray', 'isLiveDataset', 'jsonPath', 'key', 'md5', 'parentField', 'recordSet'],
  ...['references', 'regex', 'readLines', 'sdVersion', 'separator', 'source', 'subField', 'transform', 'unArchive', 'value'],
];

export const context = {
  '@language': 'en',
  '@vocab': 'http://schema.org/',
  sc: 'http://schema.org/',
  cr: 'http://mlcommons.org/croissant/',
  rai: 'http://mlcommons.org/croissant/RAI/',
  dct: 'http://purl.org/dc/terms/',
  prov: 'http://www.w3.org/ns/prov#',
  conformsTo: 'dct:conformsTo',
  ...Object.fromEntries(CROISSANT.map((term) => [term, `cr:${term}`])),
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  examples: { '@id': 'cr:examples', '@type': '@json' },
};
