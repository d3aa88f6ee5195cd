// Asks @digitalcredentials/vc-bitstring-status-list about each credential: {credentials, lists, now} from standard input,
// lists by address. Prints a list of {verified, reason}: whether the list holds, and what it says of the credential.
import './offline.mjs';
import {text} from 'node:stream/consumers';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {checkStatus} from '@digitalcredentials/vc-bitstring-status-list';
import {documentLoader} from './document_loader.mjs';

const {credentials, lists, now} = JSON.parse(await text(process.stdin));
const suite = new DataIntegrityProof({cryptosuite});

// The package takes no moment to judge by, so the clock of this process is set to it.
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length ? given : [now]));
  }
};

async function loader(url) {
  const document = lists[url];
  return document ? {contextUrl: null, documentUrl: url, document} : documentLoader(url);
}

async function verdict(credential) {
  const result = await checkStatus({credential, documentLoader: loader, suite});
  const errors = result.error?.errors ?? (result.error ? [result.error] : []);
  return {verified: result.verified, reason: errors.map(error => error.message).join('; ')};
}

process.stdout.write(JSON.stringify(await Promise.all(credentials.map(verdict))));
