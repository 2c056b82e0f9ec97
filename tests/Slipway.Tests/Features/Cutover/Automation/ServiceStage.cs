using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Slipway.Testing;

namespace Slipway.Tests.Features.Cutover.Automation;

/// <summary>The sample's service as examples/usct/service/stage starts it, on ports of its own, and its launch moved there.</summary>
internal sealed partial class ServiceStage : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly int port = FreePorts(5);

    public static bool Possible => File.Exists("/usr/sbin/haproxy") && Directory.Exists("/usr/lib/postgresql");

    public string Place => Path.Combine(folder.Path, "stage");

    public string Mails => Path.Combine(Place, "mail");

    /// <summary>The launch's folder.</summary>
    public string Launch => Path.Combine(folder.Path, "launch");

    /// <summary>Where people reach the service.</summary>
    public Uri Service => new($"http://127.0.0.1:{port}");

    public static async Task<ServiceStage> UpAsync(string release)
    {
        var stage = new ServiceStage();
        await stage.RunAsync("up", "live", stage.Place, $"{stage.port}");
        await stage.RunAsync("release", release, stage.Place);
        stage.WriteLaunch();
        return stage;
    }

    /// <summary>A server for the launch, with all that its tasks need.</summary>
    public Task<SlipwayProcess> ServeAsync()
    {
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Slipway.dll"), "up", Launch, "--data", Path.Combine(folder.Path, "data"), "--urls", "http://127.0.0.1:0",
            "--commands", Path.Combine(Place, "commands"), "--commands", Path.Combine(Place, "database"), "--notices", Path.Combine(Place, "notices.yaml"),
        ]);
        start.Environment["USCT_PASSWORD"] = File.ReadAllText(Path.Combine(Place, "secrets")).Split('=')[1].Trim();
        return SlipwayProcess.UpAsync(start);
    }

    public Task<string> TokenAsync() => ActingLaunch.TokenAsync("--data", Path.Combine(folder.Path, "data"));

    public async ValueTask DisposeAsync()
    {
        await RunAsync("down", Place);
        folder.Dispose();
    }

    private async Task RunAsync(params string[] arguments)
    {
        var (code, _, words) = await SlipwayProcess.RunAsync(new ProcessStartInfo(Repository.At("examples/usct/service/stage"), arguments));
        Assert.True(code == 0, words);
    }

    /// <summary>Its night is now, and its environment here; a step of the traffic is watched for seconds.</summary>
    private void WriteLaunch()
    {
        Directory.CreateDirectory(Launch);
        var launch = File.ReadAllText(Repository.At("examples/usct/service/launch.yaml")).Replace("/tmp/usct\n", Place + "\n", StringComparison.Ordinal);
        launch = PortOf().Replace(launch, match => string.Create(CultureInfo.InvariantCulture, $"{match.Groups[1].Value}{port + int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)}"));
        var t0 = DateTime.UtcNow.AddHours(3).AddMinutes(1);
        File.WriteAllText(Path.Combine(Launch, "launch.yaml"), launch.Replace("t0: 2027-02-06T02:00", $"t0: {t0:yyyy-MM-ddTHH:mm}", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(Launch, "cutover.yaml"), File.ReadAllText(Repository.At("examples/usct/service/cutover.yaml")).Replace("each: 20s", "each: 4s", StringComparison.Ordinal).Replace("every: 2s", "every: 1s", StringComparison.Ordinal));
    }

    /// <summary>So many free ports in a row.</summary>
    private static int FreePorts(int count)
    {
        while (true)
        {
            var first = Random.Shared.Next(20_000, 32_000);
            var held = new List<TcpListener>();
            try
            {
                for (var at = 0; at < count; at++)
                {
                    var listener = new TcpListener(IPAddress.Loopback, first + at);
                    listener.Start();
                    held.Add(listener);
                }
                return first;
            }
            catch (SocketException)
            {
                // One of them is somebody's; elsewhere.
            }
            finally
            {
                held.ForEach(listener => listener.Dispose());
            }
        }
    }

    [GeneratedRegex(@"(:|Port=)818(\d)\b")]
    private static partial Regex PortOf();
}
