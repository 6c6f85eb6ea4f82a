using Evenkeel.Benchmarks;

return await BenchmarkRunner.RunAsync(args);
