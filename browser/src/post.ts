/** A refusal by the server: its status, its code, and its sentence in the page's language. */
export class Answered extends Error {
  constructor(readonly status: number, readonly code: string, readonly sentence: string) {
    super(`${status} ${code}`);
    this.name = 'Answered';
  }
}

/** How a page talks to its own server. */
export interface Post {
  /** Posts JSON and gives the JSON that came back. Throws Answered, or a TypeError if nothing came. */
  json<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T>;
  /** Posts JSON and gives the bytes that came back, as for a sealed attachment. */
  bytes(path: string, body: unknown, signal?: AbortSignal): Promise<Blob>;
}

/** Talks to the server in the page's language, so that its sentences fit the page. */
export function poster(language: string): Post {
  const send = async (path: string, body: unknown, signal?: AbortSignal): Promise<Response> => {
    const response = await fetch(path, {
      method: 'POST', body: JSON.stringify(body), cache: 'no-store', redirect: 'error',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok) throw await answered(response);
    return response;
  };
  return {
    json: async <T>(path: string, body: unknown, signal?: AbortSignal) => await (await send(path, body, signal)).json() as T,
    bytes: async (path, body, signal) => await (await send(path, body, signal)).blob(),
  };
}

/** Reads a refusal from a response; one without JSON keeps its status alone. */
export async function answered(response: Response): Promise<Answered> {
  const told = await response.json().catch(() => ({})) as { error?: unknown; code?: unknown };
  return new Answered(response.status, String(told.code ?? ''), String(told.error ?? ''));
}

/** Waits, or stops waiting when the signal says so. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason as Error); }, { once: true });
  });
}

/** Says whether the same request may pass later: nothing came, too many, or the server was busy. */
export function mayPassLater(error: unknown): boolean {
  if (error instanceof Answered) return error.status === 429 || error.status === 502 || error.status === 503 || error.status === 504;
  return error instanceof TypeError;
}

/** Tries again with growing pauses while an error may pass; the last error is thrown. */
export async function withRetry<T>(attempt: () => Promise<T>, signal?: AbortSignal, tries = 6, first = 500): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (n >= tries || !mayPassLater(error)) throw error;
      // A little chance, so that many pages do not come back at one moment.
      await pause(first * 2 ** (n - 1) * (0.75 + Math.random() / 2), signal);
    }
  }
}
