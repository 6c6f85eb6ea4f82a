import { Route, Routes } from "react-router";
import { SessionGate } from "./accounts/SessionGate";
import { ClientListPage } from "./clients/ClientListPage";
import { ClientPage } from "./clients/ClientPage";
import { FollowUpsPage } from "./followUps/FollowUpsPage";
import { OpportunityPage } from "./opportunities/OpportunityPage";
import { ProductsPage } from "./products/ProductsPage";
import { Home } from "./shell/Home";
import { Layout } from "./shell/Layout";
import { NotFound } from "./shell/NotFound";

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
          <Route path="products" element={<ProductsPage />} />
          <Route path="*" element={<NotFound />} />
        </Route>
      </Routes>
    </SessionGate>
  );
}
