import { Skeleton } from "@mantine/core";
import classes from "./ClientPage.module.css";

export function ClientPageSkeleton() {
  return (
    <div aria-busy="true" aria-label="Loading client">
      <Skeleton height={14} width={90} mb={24} />
      <Skeleton height={44} width="46%" mb={14} />
      <Skeleton height={14} width="32%" mb={34} />
      <div className={classes.columns}>
        <Skeleton height={300} radius={14} />
        <Skeleton height={300} radius={14} />
      </div>
    </div>
  );
}
