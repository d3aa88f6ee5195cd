// Nothing here may reach the network: a verdict has to rest on the files given and the packages installed.
import net from 'node:net';

const refuse = () => {
  throw new Error('no network in these tests');
};

net.Socket.prototype.connect = refuse;
globalThis.fetch = refuse;

// Libraries print while they work; standard output belongs to the verdict.
console.log = console.error;
