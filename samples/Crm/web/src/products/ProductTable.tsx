import { ActionIcon } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { draftKey } from "../entries/draftKey";
import { valuesOf } from "../entries/field";
import { KindDialog } from "../entries/KindDialog";
import { useEntryCommands } from "../entries/useEntryCommands";
import { WaitingMark } from "../entries/WaitingMark";
import table from "../shell/Table.module.css";
import { price } from "../text/money";
import { type Product, productKind } from "./product";
import classes from "./ProductTable.module.css";

/** A table on a desk, cards in a hand: the same markup, laid out by the stylesheet. */
export function ProductTable({ products }: { products: readonly Product[] }) {
  const { edit } = useEntryCommands(productKind);
  const [editing, setEditing] = useState<Product>();
  // As it is now: somebody else may change it while the form is open.
  const open = editing && (products.find(({ id }) => id === editing.id) ?? editing);
  return (
    <>
      <table className={`${table.table} ${classes.table}`}>
        <caption className="sr-only">Products</caption>
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col">SKU</th>
            <th scope="col" className={classes.number}>Unit price</th>
            <th scope="col" className={classes.number}>VAT</th>
            <th scope="col">
              <span className="sr-only">Edit</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <tr key={product.id}>
              <td className={classes.name}>
                <span>{product.name}</span> <WaitingMark waiting={product.waiting} />
              </td>
              <td className={classes.sku}>{product.sku}</td>
              <td className={classes.price}>{price(product.unitPrice, product.currency)}</td>
              <td className={classes.vat}>
                {product.vatRate} % <span className={classes.unit}>VAT</span>
              </td>
              <td className={classes.edit}>
                <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Edit ${product.name}`} onClick={() => setEditing(product)}>
                  <IconPencil size={17} stroke={1.6} />
                </ActionIcon>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open && (
        <KindDialog
          kind={productKind}
          params={{}}
          editing
          draft={draftKey("edit", productKind, [open.id])}
          title="Edit product"
          submit="Save changes"
          initial={(fields) => valuesOf(fields, open)}
          onSubmit={(values, sending) => edit({}, open, values, sending)}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}
