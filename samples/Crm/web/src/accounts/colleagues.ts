import type { ActionName } from "@evenkeel/client";
import { useQuery } from "@evenkeel/react";

export const colleagues: ActionName = "GET /api/colleagues";

export interface Colleague {
  id: string;
  name: string;
}

const nobody: readonly Colleague[] = [];

export function useColleagues(): readonly Colleague[] {
  return useQuery<{ colleagues: Colleague[] }>(colleagues).data?.colleagues ?? nobody;
}
