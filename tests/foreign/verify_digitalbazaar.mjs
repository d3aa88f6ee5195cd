// Asks @digitalbazaar/vc about each file named; prints a list of {verified, reason}.
import './offline.mjs';
import {readFile} from 'node:fs/promises';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {documentLoader} from './document_loader.mjs';

const suite = new DataIntegrityProof({cryptosuite});

async function verdict(file) {
  const credential = JSON.parse(await readFile(file, 'utf8'));
  const now = credential.validFrom;
  const result = await vc.verifyCredential({credential, suite, documentLoader, now});
  const errors = result.error?.errors ?? (result.error ? [result.error] : []);
  return {verified: result.verified, reason: errors.map(error => error.message).join('; ')};
}

process.stdout.write(JSON.stringify(await Promise.all(process.argv.slice(2).map(verdict))));
