using System.Net;
using System.Net.Sockets;

namespace Evenkeel.Testing.Processes;

/// <summary>Finds loopback ports for servers that a test starts.</summary>
public static class FreePort
{
    // Below the range that the kernel hands to outgoing connections, so that a port stays free while a server restarts.
    private const int Lowest = 20_000;
    private const int Count = 12_000;

    // Test processes that run at once begin apart from each other, and then each goes its own way upward.
    private static int _last = unchecked((int)((uint)Environment.ProcessId * 2_654_435_761u >> 16));

    /// <summary>A port that nobody listens on now, from 20,000 to 31,999. Thread-safe; test processes that run at once get different ones.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static int Next()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = Lowest + ((Interlocked.Increment(ref _last) & int.MaxValue) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free loopback port was found between {Lowest} and {Lowest + Count}.");
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
