import { Refusal, ensure, isRefusal } from './refusal.js';

/** What a field holds: text, a number, an object, texts, objects of a shape, or a form's fields. */
export type Type = 'text' | 'number' | 'object' | 'texts' | 'fields' | { each: Shape };
/** The fields of an object; a name that ends in ? may be missing. */
export type Shape = Record<string, Type>;

/** Refuses an object whose fields are not exactly those of the shape, each of its type. */
export function fit(value: Record<string, unknown>, shape: Shape): void {
  const known = new Map(Object.entries(shape).map(([name, type]) => [name.replace('?', ''), type]));
  for (const [name, inside] of Object.entries(value)) {
    const type = known.get(name);
    if (type === undefined) throw new Refusal('name-unknown');
    try {
      ensure(fits(inside, type), 'type');
    } catch (error) {
      throw isRefusal(error) ? new Refusal(error.code, name) : error;
    }
  }
  for (const name of Object.keys(shape)) {
    ensure(name.endsWith('?') || Object.hasOwn(value, name), 'name-missing', name);
  }
}

function fits(value: unknown, type: Type): boolean {
  if (type === 'text') return typeof value === 'string';
  if (type === 'number') return typeof value === 'number';
  if (type === 'object') return isObject(value);
  if (type === 'texts') return isTexts(value);
  if (type === 'fields') return isObject(value) && Object.values(value).every((v) => typeof v === 'string' || isTexts(v));
  return Array.isArray(value) && value.every((each) => {
    ensure(isObject(each), 'type');
    fit(each, type.each);
    return true;
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** Field by field, whether it holds; the first that does not is named. */
export type Rules = [field: string, holds: boolean][];

/** Refuses at the first rule that does not hold. */
export function hold(rules: Rules): void {
  for (const [field, holds] of rules) ensure(holds, 'value', field);
}
