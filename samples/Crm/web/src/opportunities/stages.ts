export type Stage = "lead" | "qualified" | "proposal" | "won" | "lost";

export const stages: readonly { value: Stage; label: string }[] = [
  { value: "lead", label: "Lead" },
  { value: "qualified", label: "Qualified" },
  { value: "proposal", label: "Proposal" },
  { value: "won", label: "Won" },
  { value: "lost", label: "Lost" },
];

export function stageLabel(stage: Stage): string {
  return stages.find((one) => one.value === stage)?.label ?? stage;
}
