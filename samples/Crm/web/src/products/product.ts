import type { Entry } from "../entries/entry";
import { entryKind } from "../entries/entryKind";
import type { Field } from "../entries/field";
import { useQuery } from "../server/actions";

export const products = "GET /api/products";

export interface Product extends Entry {
  name: string;
  sku: string;
  unitPrice: number;
  currency: string;
  vatRate: number;
  active: boolean;
}

const currencies = ["EUR", "GBP", "CHF", "DKK", "NOK", "PLN", "SEK", "USD"];

const fields: readonly Field[] = [
  { name: "name", label: "Name", type: "text", required: true, placeholder: "Hull inspection" },
  { name: "sku", label: "SKU", type: "text", required: true, half: true, placeholder: "HI-001" },
  { name: "vatRate", label: "VAT rate", type: "number", required: true, half: true, unit: "%" },
  { name: "unitPrice", label: "Unit price", type: "number", required: true, half: true },
  { name: "currency", label: "Currency", type: "choice", half: true, initial: "EUR", choices: currencies.map((value) => ({ value, label: value })) },
  { name: "active", label: "On sale", type: "flag", initial: "true" },
];

export const productKind = entryKind("product", "/api/products", "name", fields, {
  addLane: "products/{id}",
  lane: "products/{productId}",
  shownIn: { [products]: { belongs: () => true } },
});

export function useProducts() {
  return useQuery(products);
}
