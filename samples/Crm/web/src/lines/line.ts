import type { Entry } from "../entries/entry";
import { entryKind, ofClient } from "../entries/entryKind";
import type { Field } from "../entries/field";
import { type Product, useProducts } from "../products/product";
import { price } from "../text/money";

export const lines = "GET /api/clients/{clientId}/lines";

/** What comes from the product is not known before the server has answered. */
export interface Line extends Entry {
  opportunityId: string;
  productId: string;
  product?: string;
  sku?: string;
  quantity: number;
  unitPrice?: number;
  currency?: string;
  vatRate?: number;
}

const fields: readonly Field[] = [
  { name: "productId", label: "Product", type: "choice", required: true, addOnly: true },
  { name: "quantity", label: "Quantity", type: "number", required: true, initial: "1" },
];

export const lineKind = entryKind("product line", "/api/clients/{clientId}/opportunities/{opportunityId}/lines", "product", fields, {
  idParam: "lineId",
  shownIn: { [lines]: ofClient },
  useDetails,
});

function useDetails(): Record<string, Partial<Field>> {
  const { data } = useProducts();
  const sold = data?.products.filter(({ active }) => active) ?? [];
  return { productId: { choices: [{ value: "", label: "Choose a product" }, ...sold.map(choice)] } };
}

function choice({ id, name, unitPrice, currency }: Product) {
  return { value: id, label: `${name} (${price(unitPrice, currency)})` };
}
