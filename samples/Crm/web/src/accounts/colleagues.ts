import { useQuery } from "../server/actions";

export const colleagues = "GET /api/colleagues";

export interface Colleague {
  id: string;
  name: string;
}

const nobody: readonly Colleague[] = [];

export function useColleagues(): readonly Colleague[] {
  return useQuery(colleagues).data?.colleagues ?? nobody;
}
