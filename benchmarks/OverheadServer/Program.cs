using OverheadServer.Hosting;

// OverheadServer --urls http://127.0.0.1:PORT --keel http://127.0.0.1:PORT --database sqlite:FOLDER|postgres:CONNECTION
// Two hosts in one process: the hand-written endpoints pay for nothing that Evenkeel puts into a host or a context.
var requests = new RequestCount();
await using var keel = KeelHost.Build(args, requests);
await BenchDatabase.CreateAsync(keel.Services);
await keel.StartAsync();

await using var plain = PlainHost.Build(args, requests);
await BenchDatabase.VerifyAsync(plain.Services);
await plain.RunAsync();
