import classes from "./Waterline.module.css";

/** The mark of the product at sea: a hull on a level line. */
export function Waterline() {
  return (
    <svg className={classes.scene} viewBox="0 0 600 420" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <circle className={classes.sun} cx="452" cy="92" r="54" />
      <path className={classes.sail} d="M306 26v150H196c44-32 84-84 110-150Zm14 40c38 26 62 62 72 110h-72V66Z" />
      <path className={classes.hull} d="M176 192h252c-1.6 13-6.2 24.5-13.5 34.5h-225c-7.3-10-11.9-21.5-13.5-34.5Z" />
      <path className={classes.water} d="M0 226h600v194H0z" />
      <path className={classes.below} d="M189.5 226h225c-19 29-58 44-112.5 44s-93.5-15-112.5-44Z" />
      <path className={classes.keel} d="M302 262v74" />
      <path className={classes.ripple} d="M40 284h96m330 0h104M84 334h140m170 12h120M20 384h90m220 6h150" />
    </svg>
  );
}
