import { MantineProvider } from "@mantine/core";
import { registerWorker } from "@evenkeel/client/service-worker";
import { KeelBoundary, KeelProvider } from "@evenkeel/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./App";
import { keel } from "./keel/keel";
import { Broken } from "./shell/Broken";
import { theme } from "./theme";

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    {/* All styles are in the stylesheet of the build; see build/themeCss.ts. */}
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <KeelProvider client={keel}>
        <KeelBoundary fallback={(_, tryAgain) => <Broken onRetry={tryAgain} />}>
          <BrowserRouter>
            <App />
          </BrowserRouter>
        </KeelBoundary>
      </KeelProvider>
    </MantineProvider>
  </StrictMode>,
);

// A server that rebuilds while it runs has no worker.
if (import.meta.env.PROD) registerWorker();
