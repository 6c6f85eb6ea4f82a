namespace Evenkeel.AspNetCore.Stability.Admission;

internal enum AdmissionOutcome
{
    Admitted,

    /// <summary>Too many wait already.</summary>
    QueueFull,

    /// <summary>It has waited for as long as it may.</summary>
    QueuedTooLong,

    /// <summary>The client has gone.</summary>
    Gone,
}
