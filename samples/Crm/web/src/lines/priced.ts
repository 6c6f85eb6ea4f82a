import type { Product } from "../products/product";
import type { Line } from "./line";

export type PricedLine = Line & Required<Pick<Line, "product" | "sku" | "unitPrice" | "currency" | "vatRate">>;

/** A line that waits shows what its product costs now; the server decides when it takes effect. */
export function priced(line: Line, products: readonly Product[]): PricedLine {
  const known = products.find(({ id }) => id === line.productId);
  return {
    ...line,
    product: line.product ?? known?.name ?? "Product",
    sku: line.sku ?? known?.sku ?? "",
    unitPrice: line.unitPrice ?? known?.unitPrice ?? 0,
    currency: line.currency ?? known?.currency ?? "EUR",
    vatRate: line.vatRate ?? known?.vatRate ?? 0,
  };
}

/** In whole hundredths, where sums are exact. */
export function netCents({ quantity, unitPrice }: PricedLine): number {
  return Math.round((Math.round(quantity * 100) * Math.round(unitPrice * 100)) / 100);
}

function vatCents(line: PricedLine): number {
  return Math.round((netCents(line) * line.vatRate) / 100);
}

export interface Total {
  currency: string;
  net: number;
  vat: number;
}

/** One total for each currency. */
export function totals(lines: readonly PricedLine[]): Total[] {
  return [...new Set(lines.map(({ currency }) => currency))].map((currency) => {
    const ofOne = lines.filter((line) => line.currency === currency);
    return { currency, net: sum(ofOne.map(netCents)), vat: sum(ofOne.map(vatCents)) };
  });
}

function sum(cents: readonly number[]): number {
  return cents.reduce((all, one) => all + one, 0) / 100;
}
