import { KeelError } from "@evenkeel/client";
import { refusal } from "../text/refusal";

export function sentenceOf(error: unknown): string {
  if (!(error instanceof KeelError)) throw error;
  return error.problem ? refusal(error.problem) : error.message;
}
