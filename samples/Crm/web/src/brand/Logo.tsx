import classes from "./Logo.module.css";

/** A hull with its keel under a level line. */
export function Logo({ size = 30 }: { size?: number }) {
  return (
    <svg className={classes.logo} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect className={classes.tile} width="32" height="32" rx="9" />
      <path className={classes.hull} d="M6.5 13.5h19c0 5.2-4.2 8.6-9.5 8.6s-9.5-3.4-9.5-8.6Z" />
      <path className={classes.keel} d="M16 22v5" />
      <path className={classes.level} d="M8.5 8.6h15" />
    </svg>
  );
}
