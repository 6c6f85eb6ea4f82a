using Evenkeel.Adoption.Tests.Exchanges;
using Evenkeel.Adoption.Tests.Hosting;
using Evenkeel.Protocol;

namespace Evenkeel.Adoption.Tests.Adopted;

/// <summary>Operation ids, as a client makes them.</summary>
internal static class Operations
{
    public static string NewId() => Guid.CreateVersion7(FixedClock.Moment).ToString();

    public static Call WithId(this Call call, string id) => call.With(KeelHeaders.OperationId, id);

    public static bool IsReplay(this Answer answer) => answer[KeelHeaders.Replayed] == "true";

    /// <summary>What a repeat of an operation has in common with its first answer.</summary>
    public static object Kept(this Answer answer) => (answer.Status, answer.Body, answer["Content-Type"], answer["Location"], answer["ETag"]);
}
