import { Skeleton } from "@mantine/core";
import classes from "./ClientListSkeleton.module.css";

export function ClientListSkeleton() {
  return (
    <div className={classes.list} aria-busy="true" aria-label="Loading clients">
      {Array.from({ length: 12 }, (_, index) => (
        <div className={classes.row} key={index}>
          <Skeleton height={38} width={38} radius={10} />
          <Skeleton height={14} width={`${24 + ((index * 17) % 22)}%`} />
          <Skeleton height={12} width="12%" />
        </div>
      ))}
    </div>
  );
}
