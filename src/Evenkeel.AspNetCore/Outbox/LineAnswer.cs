using Evenkeel.AspNetCore.Coherence.Tokens;
using Evenkeel.AspNetCore.Telemetry;
using Evenkeel.Protocol.Flushing;

namespace Evenkeel.AspNetCore.Outbox;

/// <summary>What a line was answered, and what its operation has seen and changed, which can be told only when it has been committed; null: nothing, or nobody wants to know. What was measured of it counts from then on too; null: it never reached its action, or nobody listens.</summary>
internal readonly record struct LineAnswer(AnswerLine Line, CallTrail? Trail = null, MeasuredOperation? Measured = null);
