import { Button } from "@mantine/core";
import { Link } from "react-router";
import { EmptyState } from "./EmptyState";
import { PageTitle } from "./PageTitle";

export function NotFound() {
  return (
    <>
      <div className="sr-only">
        <PageTitle title="Not found" />
      </div>
      <EmptyState
        title="There is nothing at this address"
        action={
          <Button component={Link} to="/clients" variant="light">
            Go to the clients
          </Button>
        }
      >
        It may have been deleted, or the address is not quite right.
      </EmptyState>
    </>
  );
}
