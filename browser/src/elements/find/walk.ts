/** The questions of the finder by id: to where each answer leads, and how long it can get. */
export interface Tree {
  start: string;
  questions: Record<string, { most: number; options: Record<string, string> }>;
}

/** One question that was answered. */
export interface Step {
  question: string;
  option: string;
}

/** Where some steps have led: a question, or an end, which is what no question is. */
export function walk(tree: Tree, steps: readonly Step[]): string {
  let at = tree.start;
  for (const step of steps) {
    const options = tree.questions[at]?.options ?? {};
    if (step.question !== at || !Object.hasOwn(options, step.option)) return at;
    at = options[step.option] ?? at;
  }
  return at;
}
