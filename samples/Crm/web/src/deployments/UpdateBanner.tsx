import { Button } from "@mantine/core";
import type { DeploymentState } from "@evenkeel/react";
import classes from "./UpdateBanner.module.css";

/** A newer version waits that this page did not take by itself. Nothing is lost by going on, or by loading it. */
export function UpdateBanner({ reload }: DeploymentState) {
  return (
    <div className={classes.banner} role="region" aria-label="Newer version">
      <p>There is a newer version. You can go on here; what you typed is kept.</p>
      <Button size="compact-sm" onClick={() => void reload()}>
        Load it
      </Button>
    </div>
  );
}
