import { Skeleton } from "@mantine/core";
import classes from "./ListSkeleton.module.css";

export function ListSkeleton({ label, rows = 12 }: { label: string; rows?: number }) {
  return (
    <div className={classes.list} aria-busy="true" aria-label={label}>
      {Array.from({ length: rows }, (_, index) => (
        <div className={classes.row} key={index}>
          <Skeleton height={38} width={38} radius={10} />
          <Skeleton height={14} width={`${24 + ((index * 17) % 22)}%`} />
          <Skeleton height={12} width="12%" />
        </div>
      ))}
    </div>
  );
}
