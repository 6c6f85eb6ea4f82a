import { price } from "../text/money";
import classes from "./LineTotals.module.css";
import { type PricedLine, totals } from "./priced";

export function LineTotals({ lines }: { lines: readonly PricedLine[] }) {
  return totals(lines).map(({ currency, net, vat }) => (
    <dl className={classes.totals} key={currency}>
      <dt>VAT</dt>
      <dd>{price(vat, currency)}</dd>
      <dt>With VAT</dt>
      <dd>{price(net + vat, currency)}</dd>
      <dt className={classes.net}>Total without VAT</dt>
      <dd className={classes.net}>{price(net, currency)}</dd>
    </dl>
  ));
}
