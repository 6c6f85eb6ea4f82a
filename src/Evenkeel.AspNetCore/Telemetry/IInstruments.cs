namespace Evenkeel.AspNetCore.Telemetry;

/// <summary>The instruments of one feature. All are made when the host starts, so that who listens knows of them before anything has happened.</summary>
internal interface IInstruments : IDisposable;
