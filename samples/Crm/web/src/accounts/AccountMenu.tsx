import { useStatus } from "@evenkeel/react";
import { Menu, UnstyledButton } from "@mantine/core";
import { IconDevices, IconLogout } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { Monogram } from "../brand/Monogram";
import { ConfirmDialog } from "../dialogs/ConfirmDialog";
import { sentenceOf } from "../notices/sentenceOf";
import { useNotice } from "../notices/useNotice";
import { useQuery } from "../server/actions";
import { counted } from "../text/counted";
import { me, useAccount } from "./account";
import classes from "./AccountMenu.module.css";

export function AccountMenu() {
  const { owner, signOut } = useAccount();
  const { data } = useQuery(me);
  const { pending, parked } = useStatus();
  const [asking, setAsking] = useState(false);
  const say = useNotice();
  const name = data?.name ?? owner.name ?? "You";
  const unsent = pending + parked;
  const leave = () => (unsent > 0 ? setAsking(true) : void signOut().catch((error) => say(sentenceOf(error))));

  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <UnstyledButton className={classes.button} aria-label={`Account of ${name}`}>
            <Monogram name={name} round />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label className={classes.who}>
            <span className={classes.name}>{name}</span>
            <span>{data?.email}</span>
            <span>{data?.tenant}</span>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item component={Link} to="/devices" leftSection={<IconDevices size={16} stroke={1.7} />}>
            Your devices
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.7} />} onClick={leave}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking && (
        <ConfirmDialog title="Sign out now?" confirm="Sign out" onConfirm={signOut} onClose={() => setAsking(false)}>
          {counted(unsent, "change")} {unsent === 1 ? "has" : "have"} not been saved yet. They stay on this device, for you only, and go on
          after you sign in again.
        </ConfirmDialog>
      )}
    </>
  );
}
