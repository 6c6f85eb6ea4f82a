import { lazy, Suspense } from "react";
import { Route, Routes } from "react-router";
import { SessionGate } from "./accounts/SessionGate";
import { ClientListPage } from "./clients/ClientListPage";
import { ClientPage } from "./clients/ClientPage";
import { FollowUpsPage } from "./followUps/FollowUpsPage";
import { OpportunityPage } from "./opportunities/OpportunityPage";
import { Home } from "./shell/Home";
import { Layout } from "./shell/Layout";
import { ListSkeleton } from "./shell/ListSkeleton";
import { NotFound } from "./shell/NotFound";

/** Few look at these, so their pages come when they are asked for. */
const DevicesPage = lazy(async () => ({ default: (await import("./devices/DevicesPage")).DevicesPage }));
const ProductsPage = lazy(async () => ({ default: (await import("./products/ProductsPage")).ProductsPage }));

export function App() {
  return (
    <SessionGate>
      <Routes>
        <Route element={<Layout />}>
          <Route index element={<Home />} />
          <Route path="clients" element={<ClientListPage />} />
          <Route path="clients/:clientId" element={<ClientPage />} />
          <Route path="clients/:clientId/opportunities/:opportunityId" element={<OpportunityPage />} />
          <Route path="follow-ups" element={<FollowUpsPage />} />
          <Route path="products" element={<Suspense fallback={<ListSkeleton label="Loading products" />}><ProductsPage /></Suspense>} />
          <Route path="devices" element={<Suspense fallback={<ListSkeleton label="Loading your devices" />}><DevicesPage /></Suspense>} />
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </SessionGate>
  );
}
