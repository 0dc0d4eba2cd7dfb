import { stretch } from './argon2.js';
import { answer } from './worker.js';

answer<{ password: Uint8Array; salt: Uint8Array }, Uint8Array>(
  async ({ password, salt }) => await stretch(password, salt),
);
