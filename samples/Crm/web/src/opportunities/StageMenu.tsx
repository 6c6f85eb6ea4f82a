import { Menu, UnstyledButton } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { sentenceOf } from "../notices/sentenceOf";
import { useNotice } from "../notices/useNotice";
import { useCommand } from "../server/actions";
import { moveAction } from "./moveOpportunity";
import type { Opportunity } from "./opportunityKind";
import classes from "./StageMenu.module.css";
import { type Stage, stageLabel, stages } from "./stages";

export function StageMenu({ clientId, opportunity }: { clientId: string; opportunity: Opportunity }) {
  const { id, title, stage } = opportunity;
  const { run } = useCommand(moveAction);
  const say = useNotice();
  const move = (next: Stage) => {
    if (next === stage) return;
    const label = `Move ${title} to ${stageLabel(next).toLowerCase()}`;
    run({ stage: next }, { params: { clientId, opportunityId: id }, label }).catch((error) => say(sentenceOf(error)));
  };
  return (
    <Menu position="bottom-start" width={170}>
      <Menu.Target>
        <UnstyledButton className={classes.stage} data-stage={stage} aria-label={`Stage of ${title}: ${stageLabel(stage)}`}>
          {stageLabel(stage)}
          <IconChevronDown size={13} stroke={2} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {stages.map((one) => (
          <Menu.Item
            key={one.value}
            leftSection={<span className={classes.dot} data-stage={one.value} />}
            rightSection={one.value === stage ? <IconCheck size={15} aria-label="current" /> : null}
            onClick={() => move(one.value)}
          >
            {one.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
