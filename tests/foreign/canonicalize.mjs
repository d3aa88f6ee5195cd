// Reads a list of JSON-LD documents, or of N-Quads texts, from standard input; prints what jsonld.js (safe mode)
// and rdf-canonize make of each: a list of {nquads} or {error}.
import './offline.mjs';
import {text} from 'node:stream/consumers';
import jsonld from 'jsonld';
import * as rdfCanonize from 'rdf-canonize';
import {documentLoader} from './document_loader.mjs';

const format = 'application/n-quads';

async function canonical(input) {
  try {
    if(typeof input === 'string') {
      return {nquads: await rdfCanonize.canonize(input, {algorithm: 'RDFC-1.0', inputFormat: format, format})};
    }
    const dataset = await jsonld.toRDF(input, {documentLoader, safe: true, base: null, produceGeneralizedRdf: false});
    return {nquads: await rdfCanonize.canonize(dataset, {algorithm: 'RDFC-1.0', format})};
  } catch(error) {
    return {error: error.details?.event?.code ?? error.cause?.message ?? error.message};
  }
}

const results = [];
for(const input of JSON.parse(await text(process.stdin))) {
  results.push(await canonical(input));
}
process.stdout.write(JSON.stringify(results));
