using Evenkeel.AspNetCore.Deliveries;

namespace Evenkeel.TestServer.Deliveries;

/// <summary>Posts each message to the sink: its delivery's id in the path, its operation in the body.</summary>
internal sealed class MessageDelivery(SinkAddress sink) : IDelivery<Message>
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    public async Task DeliverAsync(Message message, DeliveryAttempt attempt, CancellationToken cancel)
    {
        using var body = new StringContent(message.Operation);
        using var answer = await Http.PostAsync(new Uri($"{sink.Url}/{attempt.Id}"), body, cancel);
        answer.EnsureSuccessStatusCode();
    }
}
