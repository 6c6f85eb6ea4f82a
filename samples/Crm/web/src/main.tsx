import { MantineProvider } from "@mantine/core";
import { registerWorker } from "@evenkeel/client/service-worker";
import { EvenkeelProvider } from "@evenkeel/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./App";
import { UpdateBanner } from "./deployments/UpdateBanner";
import { keel } from "./keel/keel";
import { Broken } from "./shell/Broken";
import { theme } from "./theme";

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    {/* All styles are in the stylesheet of the build; see build/themeCss.ts. */}
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <EvenkeelProvider client={keel} fallback={(_, tryAgain) => <Broken onRetry={tryAgain} />} notice={(deployment) => <UpdateBanner {...deployment} />}>
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </EvenkeelProvider>
    </MantineProvider>
  </StrictMode>,
);

// A server that rebuilds while it runs has no worker.
if (import.meta.env.PROD) registerWorker();
