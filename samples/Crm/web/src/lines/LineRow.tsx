import { WaitingMark } from "../entries/WaitingMark";
import { price } from "../text/money";
import classes from "./LineRow.module.css";
import { netCents, type PricedLine } from "./priced";

export function LineRow({ line }: { line: PricedLine }) {
  return (
    <div className={classes.row}>
      <div className={classes.text}>
        <div className={classes.product}>
          {line.product} <WaitingMark waiting={line.waiting} />
        </div>
        <div className={classes.terms}>
          <span>
            {line.quantity.toLocaleString("en")} × {price(line.unitPrice, line.currency)}
          </span>
          {line.sku && <span>{line.sku}</span>}
        </div>
      </div>
      <div className={classes.net}>{price(netCents(line) / 100, line.currency)}</div>
    </div>
  );
}
