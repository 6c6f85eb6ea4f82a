import { SegmentedControl } from "@mantine/core";
import { AddEntry } from "../entries/AddEntry";
import { ListSkeleton } from "../shell/ListSkeleton";
import { NotOnDevice } from "../shell/NotOnDevice";
import { PageTitle } from "../shell/PageTitle";
import { SearchBox } from "../shell/SearchBox";
import { counted } from "../text/counted";
import { NoProducts } from "./NoProducts";
import { productKind, useProducts } from "./product";
import classes from "./ProductsPage.module.css";
import { ProductTable } from "./ProductTable";
import { useProductSearch } from "./useProductSearch";

const states = [
  { value: "active", label: "On sale" },
  { value: "archived", label: "Archived" },
];

export function ProductsPage() {
  const { search, archived, setSearch, setArchived, matches } = useProductSearch();
  const { data, error, loading, refresh } = useProducts();
  const shown = data?.products.filter(matches).toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));

  return (
    <>
      <div className={classes.head}>
        <PageTitle title="Products" />
        <SearchBox label="Search products" placeholder="Name or SKU" value={search} onChange={setSearch} />
        <SegmentedControl
          aria-label="Which products"
          data={states}
          value={archived ? "archived" : "active"}
          onChange={(value) => setArchived(value === "archived")}
        />
        <div className={classes.add}>
          <AddEntry kind={productKind} params={{}} large />
        </div>
      </div>
      <p className="sr-only" role="status">
        {shown && counted(shown.length, "product")}
      </p>
      {shown ? (
        shown.length > 0 ? <ProductTable products={shown} /> : <NoProducts search={search} archived={archived} onClear={() => setSearch("")} />
      ) : error && !loading ? (
        <NotOnDevice what="This list" error={error} onRetry={refresh} />
      ) : (
        <ListSkeleton label="Loading products" />
      )}
    </>
  );
}
