import { ensure } from './refusal.js';

/** The workers a page may start; nothing else may become a script address. */
const workerPaths = /^\/static\/(?:argon2|attach)\.worker(?:\.[0-9A-Za-z_-]+)?\.js$/;

interface TrustedPolicy {
  createScriptURL(address: string): string;
}

interface TrustedFactory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): TrustedPolicy;
}

let policy: TrustedPolicy | undefined;

/** The one Trusted Types policy of the pages: addresses of our own listed workers, nothing else. */
function workerPolicy(): TrustedPolicy {
  if (policy === undefined) {
    const rules = { createScriptURL: checkWorkerAddress };
    const factory = (globalThis as { trustedTypes?: TrustedFactory }).trustedTypes;
    policy = factory?.createPolicy('fairlead', rules) ?? rules;
  }
  return policy;
}

/** Refuses an address that is not one of our workers at our own origin. */
export function checkWorkerAddress(address: string): string {
  ensure(workerPaths.test(address), 'worker', 'address');
  return address;
}

/** Starts one of the listed workers. */
export function startWorker(address: string): Worker {
  return new Worker(workerPolicy().createScriptURL(address), { name: 'fairlead' });
}

/** What may stand inside an element: nodes and text, never markup. */
export type Inside = Node | string | null | undefined | false;

/** Properties of an element: attributes by name, listeners as functions under on…. */
export type Properties = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

/**
 * Makes an element. Text becomes text nodes; there is no way to hand it markup. An attribute
 * that is true stands without a value, one that is false or undefined does not stand.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K, properties: Properties = {}, ...inside: Inside[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(key.replace(/^on/, ''), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== undefined) element.setAttribute(key, String(value));
  }
  put(element, ...inside);
  return element;
}

/** Puts nodes and text in the place of everything an element had. */
export function put(element: Element, ...inside: Inside[]): void {
  element.replaceChildren(...inside.filter((each): each is Node | string =>
    each !== null && each !== undefined && each !== false));
}

/** The JSON that stands in a page under an id, as the server wrote it. */
export function pageData<T>(id: string): T {
  const text = document.getElementById(id)?.textContent ?? '';
  ensure(text !== '', 'json', id);
  return JSON.parse(text) as T;
}

/**
 * Holds a page to section 6, Back: on pagehide it drops its keys and empties itself, and a
 * page that the browser kept all the same is loaded anew instead of shown.
 */
export function emptyOnLeave(dropKeys: () => void): void {
  addEventListener('pagehide', () => {
    dropKeys();
    document.body.replaceChildren();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

/** Draws an opened picture on a canvas; the file itself is never given to the page. */
export async function drawPicture(picture: Blob, canvas: HTMLCanvasElement, widest = 1200): Promise<void> {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, widest / bitmap.width);
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
}

/** Offers opened bytes as a download, always as application/octet-stream. */
export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const link = el('a', { href: address, download: name });
  link.click();
  // The browser reads the address after the click returns.
  setTimeout(() => { URL.revokeObjectURL(address); }, 60_000);
}
