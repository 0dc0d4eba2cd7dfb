import { argon2id as argon2Wasm } from 'hash-wasm';
import { argon2id as argon2Script } from '@noble/hashes/argon2.js';

/** The one setting (sealing.md section 6): 64 MiB, three passes, one lane, 32 bytes. */
const memory = 64 * 1024;
const passes = 3;

/** Argon2id of a password's bytes; by plain script where WebAssembly is refused. */
export async function stretch(password: Uint8Array, salt: Uint8Array): Promise<Uint8Array> {
  try {
    return await argon2Wasm({
      password, salt, memorySize: memory, iterations: passes, parallelism: 1, hashLength: 32, outputType: 'binary',
    });
  } catch {
    return stretchByScript(password, salt);
  }
}

/** The same by plain script: three times slower, the same bytes. */
export function stretchByScript(password: Uint8Array, salt: Uint8Array): Uint8Array {
  return argon2Script(password, salt, { m: memory, t: passes, p: 1, dkLen: 32 });
}
