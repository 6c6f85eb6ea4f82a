const euros = { style: "currency", currency: "EUR" } as const;
const whole = new Intl.NumberFormat("en-IE", { ...euros, maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat("en-IE", euros);

export function money(amount: number): string {
  return Number.isInteger(amount) ? whole.format(amount) : exact.format(amount);
}
