import { startLeaving } from './leaving.js';

startLeaving();
