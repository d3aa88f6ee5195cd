// Measures one verification by @digitalbazaar/vc: prints the best CPU time of a call in microseconds.
// Read from standard input in tests/foreign, where its packages are: node --input-type=module - FILE ROUNDS
import {readFile} from 'node:fs/promises';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {documentLoader} from './document_loader.mjs';

const [file, rounds] = process.argv.slice(2);
const credential = JSON.parse(await readFile(file, 'utf8'));
const suite = new DataIntegrityProof({cryptosuite});
let best = Infinity;
for(let repeat = 0; repeat < 8; repeat++) {
  const start = process.cpuUsage();
  for(let round = 0; round < rounds; round++) {
    const {verified, error} = await vc.verifyCredential({credential, suite, documentLoader, now: credential.validFrom});
    if(!verified) {
      throw error;
    }
  }
  const {user, system} = process.cpuUsage(start);
  best = Math.min(best, (user + system) / rounds);
}
process.stdout.write(String(best));
