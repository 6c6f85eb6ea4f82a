import type { Problem } from "@evenkeel/client";

/** One sentence for a person from what the server answered. */
export function refusal(problem: Problem): string {
  const sentences = Object.values(problem.errors ?? {}).flat();
  return sentences.length > 0 ? sentences.join(" ") : (problem.detail ?? problem.title);
}
