export function money(amount: number, currency = "EUR"): string {
  return format(amount, currency, Number.isInteger(amount) ? 0 : 2);
}

/** With hundredths, also where there are none: prices stand below each other. */
export function price(amount: number, currency: string): string {
  return format(amount, currency, 2);
}

function format(amount: number, currency: string, digits: number): string {
  return new Intl.NumberFormat("en-IE", { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount);
}
