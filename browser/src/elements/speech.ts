/** Words of the interface as the page's data carries them, by key. */
export type Texts = Record<string, string>;

/** How a page's scripts speak: the words of the pack, in the page's language. */
export class Speech {
  private readonly plurals: Intl.PluralRules;

  constructor(private readonly texts: Texts, readonly language: string) {
    this.plurals = new Intl.PluralRules(language);
  }

  /** A word, with its {{.Name}} places filled. A missing one shows its key, so that it is seen. */
  say(key: string, values: Record<string, string | number> = {}): string {
    const text = this.texts[key] ?? `⟨${key}⟩`;
    return text.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (place, name: string) => String(values[name] ?? place));
  }

  /** Says whether there is such a word. */
  has(key: string): boolean {
    return key in this.texts;
  }

  /** A word in the plural form that a number asks for. */
  count(key: string, n: number): string {
    const form = `${key}.${this.plurals.select(n)}`;
    return this.say(this.has(form) ? form : `${key}.other`, { Count: n });
  }

  /** A day in words. */
  day(day: string): string {
    const moment = new Date(`${day}T00:00:00Z`);
    return Number.isNaN(moment.getTime()) ? day : this.format(moment, { dateStyle: 'long' });
  }

  /** A moment in words, in UTC, to the minute. */
  moment(at: string): string {
    const moment = new Date(at);
    return Number.isNaN(moment.getTime()) ? at : `${this.format(moment, { dateStyle: 'long', timeStyle: 'short' })} (UTC)`;
  }

  /**
   * When something arrived, by the server's clock: in a person's own time zone and in UTC, to
   * the second, if there is one; else in UTC. A zone that this browser does not know is left out.
   */
  received(at: string, zone: string): string {
    const there = zone === '' ? undefined : exact(at, zone, this.language);
    const inUtc = exact(at, 'UTC', this.language);
    if (there === undefined || inUtc === undefined) return this.say('sent.received', { At: this.moment(at) });
    return this.say('sent.received.exact', { There: there, Zone: zone, At: inUtc });
  }

  private format(moment: Date, style: Intl.DateTimeFormatOptions): string {
    const language = this.language === 'en' ? 'en-GB' : this.language;
    return new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' }).format(moment);
  }

  /** A size as people read it. */
  size(bytes: number): string {
    const units = this.language === 'fr' ? ['octets', 'Ko', 'Mo', 'Go'] : ['bytes', 'KB', 'MB', 'GB'];
    let unit = 0;
    let value = bytes;
    for (; value >= 1024 && unit < 3; unit++) value /= 1024;
    const digits = unit > 0 && value < 10 ? 1 : 0;
    return `${new Intl.NumberFormat(this.language, { maximumFractionDigits: digits }).format(value)}\u00a0${units[unit] ?? ''}`;
  }
}

/** A moment in a time zone, to the second; undefined if there is no such moment or zone. */
export function exact(at: string, zone: string, language: string): string | undefined {
  try {
    const locale = language === 'en' ? 'en-GB' : language;
    return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium', timeZone: zone }).format(new Date(at));
  } catch {
    return undefined;
  }
}
