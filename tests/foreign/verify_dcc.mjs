// Asks @digitalcredentials/verifier-core about each file named; prints a list of {verified, reason}.
import './offline.mjs';
import {readFile} from 'node:fs/promises';
import {verifyCredential} from '@digitalcredentials/verifier-core';

async function verdict(file) {
  const credential = JSON.parse(await readFile(file, 'utf8'));
  const {log = [], errors = []} = await verifyCredential({credential, knownDIDRegistries: []});
  const signature = log.find(entry => entry.id === 'valid_signature');
  return {
    verified: signature?.valid === true && errors.length === 0,
    reason: errors.map(error => `${error.name}: ${error.message}`).join('; ')
  };
}

const verdicts = [];
for(const file of process.argv.slice(2)) {
  verdicts.push(await verdict(file));
}
process.stdout.write(JSON.stringify(verdicts));
