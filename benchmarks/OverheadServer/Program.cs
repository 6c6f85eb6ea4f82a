using OverheadServer.Hosting;

// OverheadServer --urls http://127.0.0.1:PORT --database sqlite:FOLDER|postgres:CONNECTION
// Two hosts in one process, on one address: the hand-written endpoints pay for nothing that Evenkeel puts into a host or a context.
var requests = new RequestCount();
var (keel, hosted) = KeelHost.Build(args, requests);
await using var disposed = keel;
await BenchDatabase.CreateAsync(keel.Services);
await keel.StartAsync();

await using var plain = PlainHost.Build(args, requests, hosted);
await BenchDatabase.VerifyAsync(plain.Services);
await plain.RunAsync();
