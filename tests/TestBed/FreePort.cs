using System.Net;
using System.Net.Sockets;

namespace Evenkeel.TestBed;

/// <summary>Finds loopback ports for servers that a test starts.</summary>
public static class FreePort
{
    // Below the range that the kernel hands to outgoing connections, so that a port stays free while a server restarts.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    public static int Next()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free loopback port was found between {Lowest} and {Highest}.");
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
